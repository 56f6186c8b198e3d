package analyzer.gatling;

import java.nio.file.Path;
import java.util.List;

/**
 * The analyzer's reader without a result to build. Every record is decoded and checked. Only the sum of the response times is kept,
 * so that no request can be skipped.
 */
public final class CheckedScan implements LogScanner.Visitor {

    private long millis;

    private CheckedScan() {}

    /** Sum of the response times in a log, in milliseconds. */
    public static long millis(Path log) {
        CheckedScan scan = new CheckedScan();
        LogScanner.scan(log, scan);
        return scan.millis;
    }

    @Override
    public void header(LogHeader header) {
        // Contains no requests.
    }

    @Override
    public void name(RequestName name) {
        // There is one sum for all names.
    }

    @Override
    public void request(int id, int start, int end, boolean ok, String message) {
        millis += end - start;
    }

    @Override
    public void group(List<String> groups, int start, int end, int cumulatedMillis, boolean ok) {
        // The requests of a group are counted separately.
    }

    @Override
    public void user(boolean started, int time) {
        // No request.
    }

    @Override
    public void crash(String message) {
        // No request.
    }
}
