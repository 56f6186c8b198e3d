package analyzer.report.html;

import analyzer.metrics.EndpointResult;
import analyzer.report.Cut;
import analyzer.report.Figures;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of failure.
 *
 * @param status HTTP status in its message; {@code -} if there is none
 * @param share share of all requests
 */
public record ErrorRow(String status, String message, long count, String share) {

    /** Matches Gatling's {@code status.find.is(200), but actually found 503}. */
    private static final Pattern STATUS = Pattern.compile("\\bfound (\\d{3})\\b");

    private static final int MAX_ROWS = 20;
    private static final int MAX_MESSAGE = 500;

    static List<ErrorRow> of(EndpointResult result) {
        return result.commonErrors().stream()
                .limit(MAX_ROWS)
                .map(error -> new ErrorRow(
                        status(error.getKey()),
                        Cut.to(MAX_MESSAGE, error.getKey()),
                        error.getValue(),
                        Figures.share(
                                (double) error.getValue() / result.metrics().totalRequests())))
                .toList();
    }

    private static String status(String message) {
        Matcher status = STATUS.matcher(message);
        return status.find() ? status.group(1) : "-";
    }
}
