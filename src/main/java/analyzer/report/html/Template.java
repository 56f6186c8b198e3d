package analyzer.report.html;

import analyzer.report.SafeText;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** Renders the templates in {@code src/main/jte}, which the build compiles to classes. */
final class Template {

    /** Size limit of a page: names and messages can have any length. */
    private static final int MAX_BYTES = 1_450_000;

    private static final int LEAST_PART = 64;

    private Template() {}

    /**
     * Renders a page with as much content as fits.
     *
     * @param page builds the page; its argument divides the usual number of rows, sections and charts
     */
    static String render(String name, IntFunction<?> page) {
        int part = 1;
        String html = render(name, page.apply(part));
        while (part < LEAST_PART && html.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            part *= 2;
            html = render(name, page.apply(part));
        }
        return html;
    }

    private static String render(String name, Object page) {
        StringOutput html = new StringOutput(1 << 17);
        TemplateEngine.createPrecompiled(ContentType.Html).render(name, page, html);
        return SafeText.page(html.toString());
    }
}
