package analyzer.gatling;

import java.nio.file.Path;
import java.util.List;

/**
 * The analyzer's reader with nothing to fill: every record is decoded and checked, and of the requests only the sum of their
 * response times is kept, so that none can be skipped.
 */
public final class CheckedScan implements LogVisitor {

    private long millis;

    private CheckedScan() {}

    /** Sum of the response times in a log, milliseconds. */
    public static long millis(Path log) {
        CheckedScan scan = new CheckedScan();
        LogScanner.scan(log, scan);
        return scan.millis;
    }

    @Override
    public void header(LogHeader header) {
        // Says nothing of requests.
    }

    @Override
    public void name(RequestName name) {
        // One sum for all names.
    }

    @Override
    public void request(int id, int start, int end, boolean ok, String message) {
        millis += end - start;
    }

    @Override
    public void group(List<String> groups, int start, int end, int cumulatedMillis, boolean ok) {
        // Its requests are counted.
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
