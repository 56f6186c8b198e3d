package analyzer.report.html;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** Keeps a page below the size that it promises: names and messages can be of any length. */
final class PageSize {

    private static final int MAX_BYTES = 1_450_000;

    private static final int LEAST_PART = 64;

    private PageSize() {}

    /**
     * The page with as much of everything as there is room for.
     *
     * @param page renders it with one part in so many of its usual rows, sections and charts
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
