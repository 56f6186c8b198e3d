package analyzer.report;

import analyzer.verdict.Outcome;
import java.util.regex.Pattern;

/** Makes text safe for a terminal, and colours verdicts. */
public final class Terminal {

    /** Control characters of both sets, line separators, and characters that change the direction of text. */
    private static final Pattern CONTROLS =
            Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069&&[^\n]]");

    private static final Pattern PAGE_CONTROLS =
            Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069&&[^\n\r\t]]");

    private Terminal() {}

    /** Replaces control characters in a page, except the line breaks and tabs of scripts: an editor obeys them like a terminal. */
    public static String safePage(String page) {
        return PAGE_CONTROLS.matcher(page).replaceAll("?");
    }

    /** Replaces characters that would control the terminal: messages come from outside. */
    public static String safe(String text) {
        return CONTROLS.matcher(text).replaceAll("?");
    }

    /** A name in one line, safe for a terminal. */
    static String name(String name) {
        return safe(name).replace('\n', '?');
    }

    /** Text that neither a terminal nor a CI runner obeys. */
    public static String printable(String text) {
        return WorkflowCommands.defused(safe(text));
    }

    /** A verdict's word in red, yellow or green. */
    static String coloured(Outcome outcome, String word) {
        int colour = switch (outcome) {
            case REGRESSION -> 31;
            case PASS -> 32;
            case CANNOT_JUDGE -> 33;
        };
        return "\u001b[1;" + colour + "m" + word + "\u001b[0m";
    }
}
