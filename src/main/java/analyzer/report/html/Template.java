package analyzer.report.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** The templates in {@code src/main/jte}, which the build made classes of. */
final class Template {

    private Template() {}

    /** By the loader of this class: on a thread of a pool the usual one, that of the thread, may not know the templates. */
    static String render(String name, Object page) {
        StringOutput html = new StringOutput(1 << 17);
        TemplateEngine.createPrecompiled(null, ContentType.Html, Template.class.getClassLoader())
                .render(name, page, html);
        return html.toString();
    }
}
