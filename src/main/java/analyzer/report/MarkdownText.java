package analyzer.report;

import java.util.regex.Pattern;

/** Escapes text from outside for a Markdown document: it is shown literally, never as markup, mention or link. */
final class MarkdownText {

    private static final Pattern PUNCTUATION = Pattern.compile("[\\\\`*_{}\\[\\]()#+!|~$-]");
    private static final String ZERO_WIDTH_SPACE = "\u200B";

    private MarkdownText() {}

    /** The text in one line, with Markdown and HTML escaped. */
    static String of(String text) {
        String line = SafeText.of(text).replaceAll("\\s+", " ").trim();
        return PUNCTUATION
                .matcher(html(line))
                .replaceAll("\\\\$0")
                // GitHub notifies people who are mentioned, and turns addresses into links.
                .replace("@", "@" + ZERO_WIDTH_SPACE)
                .replace("://", ":" + ZERO_WIDTH_SPACE + "//");
    }

    /** The lines of a text, escaped for a pre element. */
    static String pre(String text) {
        return html(SafeText.of(text)).replace("@", "@" + ZERO_WIDTH_SPACE);
    }

    /** The text as code in one line, without mentions and links. */
    static String code(String text) {
        String line = SafeText.of(text).replaceAll("\\s+", " ").trim();
        return "<code>"
                + html(line)
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

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
