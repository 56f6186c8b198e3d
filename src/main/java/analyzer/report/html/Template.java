package analyzer.report.html;

import analyzer.report.SafeText;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** Renders the templates in {@code src/main/jte}, which the build compiles to classes. */
final class Template {

    private Template() {}

    static String render(String name, Object page) {
        StringOutput html = new StringOutput(1 << 17);
        TemplateEngine.createPrecompiled(ContentType.Html).render(name, page, html);
        return SafeText.page(html.toString());
    }
}
