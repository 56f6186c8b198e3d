package analyzer.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes text safe for a terminal, and colours verdicts. */
public final class Terminal {

    /** Control characters of both sets, line separators, and characters that change the direction of text. */
    private static final Pattern CONTROLS =
            Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069&&[^\n]]");

    private static final Pattern PAGE_CONTROLS =
            Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069&&[^\n\r\t]]");

    /** Verdicts are in lines without indentation, or after an empty column. Reasons, which can contain any text, are indented. */
    private static final Pattern OUTCOME =
            Pattern.compile("(?m)^((?: {8,}|\\S.*? )?)(REGRESSION|CANNOT[_ ]JUDGE|PASS)(?=[: ])");

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

    /** The text with its verdicts in red, yellow and green. */
    public static String coloured(String text) {
        return OUTCOME.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) + "\u001b[1;" + colour(match.group(2)) + "m" + match.group(2) + "\u001b[0m"));
    }

    private static int colour(String outcome) {
        return switch (outcome) {
            case "REGRESSION" -> 31;
            case "PASS" -> 32;
            default -> 33;
        };
    }
}
