package analyzer.report;

import java.util.regex.Pattern;

/** Makes external text safe to print: it controls neither a terminal nor an editor nor a CI runner. */
public final class SafeText {

    /** Control characters of both sets, line separators, and characters that change the direction of text. */
    private static final Pattern CONTROLS =
            Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069&&[^\n]]");

    private static final Pattern PAGE_CONTROLS =
            Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069&&[^\n\r\t]]");

    private SafeText() {}

    /** The text without characters that control a terminal. */
    public static String of(String text) {
        return CONTROLS.matcher(text).replaceAll("?");
    }

    /** A page without control characters, except the line breaks and tabs of scripts: an editor obeys them like a terminal. */
    public static String page(String page) {
        return PAGE_CONTROLS.matcher(page).replaceAll("?");
    }

    /** A name in one line, safe for a terminal. */
    static String name(String name) {
        return of(name).replace('\n', '?');
    }

    /** Text that neither a terminal nor a CI runner obeys. */
    public static String printable(String text) {
        return defused(of(text));
    }

    /** The same in one line; that of a failure without a message is {@code null}. */
    public static String line(String text) {
        return defused(of(String.valueOf(text)).replace('\n', ' '));
    }

    /** The text without what a runner of GitHub Actions, Azure Pipelines or TeamCity would take for commands. */
    public static String defused(String text) {
        // GitHub's runner ignores any white space of Unicode before a command.
        return text.replaceAll("(?mU)^([^\\S\n\r]*+):(?=:)", "$1: ").replaceAll("##(?=[\\[\\p{L}])", "## ");
    }
}
