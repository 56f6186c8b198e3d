package analyzer.report.html;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** Keeps a page below its size limit: names and messages can have any length. */
final class PageSize {

    private static final int MAX_BYTES = 1_450_000;

    private static final int LEAST_PART = 64;

    private PageSize() {}

    /**
     * Renders a page with as much content as fits.
     *
     * @param page renders the page; its argument divides the usual number of rows, sections and charts
     */
    static String fit(IntFunction<String> page) {
        int part = 1;
        String html = page.apply(part);
        while (part < LEAST_PART && html.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            part *= 2;
            html = page.apply(part);
        }
        return html;
    }
}
