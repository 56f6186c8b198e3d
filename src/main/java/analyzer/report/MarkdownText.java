package analyzer.report;

import java.util.regex.Pattern;

/** Text from outside as part of a Markdown document: shown as it is, never as markup, mention or link. */
final class MarkdownText {

    private static final Pattern PUNCTUATION = Pattern.compile("[\\\\`*_{}\\[\\]()#+!|~$-]");
    private static final String ZERO_WIDTH_SPACE = "\u200B";

    private MarkdownText() {}

    /** The text in one line, with everything that Markdown or HTML would read escaped. */
    static String of(String text) {
        String line = Terminal.safe(text).replaceAll("\\s+", " ").trim();
        String html = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return PUNCTUATION
                .matcher(html)
                .replaceAll("\\\\$0")
                // GitHub tells people that they were mentioned, and makes links of addresses.
                .replace("@", "@" + ZERO_WIDTH_SPACE)
                .replace("://", ":" + ZERO_WIDTH_SPACE + "//");
    }

    /** The lines of a text as they are, for within a pre element. */
    static String pre(String text) {
        return Terminal.safe(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "@" + ZERO_WIDTH_SPACE);
    }

    /** The text as code; a mention or a link within is none. */
    static String code(String text) {
        String line = Terminal.safe(text).replaceAll("\\s+", " ").trim();
        return "<code>"
                + line.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("|", "&#124;")
                        .replace("*", "&#42;")
                        .replace("_", "&#95;")
                        .replace("`", "&#96;")
                        .replace("\\", "&#92;")
                        .replace("[", "&#91;")
                        .replace("~", "&#126;")
                        .replace("$", "&#36;")
                        .replace(":", "&#58;")
                + "</code>";
    }
}
