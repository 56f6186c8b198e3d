package analyzer.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a text needs before a terminal shows it. */
public final class Terminal {

    /** Of both sets of control characters, and those that turn the direction of the text that follows. */
    private static final Pattern CONTROLS =
            Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069&&[^\n]]");

    private static final Pattern PAGE_CONTROLS =
            Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069&&[^\n\r\t]]");

    /** Verdicts stand in lines that are not indented; reasons, which can hold anything, are. */
    private static final Pattern OUTCOME =
            Pattern.compile("(?m)^((?: {8,}|\\S.*? )?)(REGRESSION|CANNOT[_ ]JUDGE|PASS)(?=[: ])");

    private Terminal() {}

    /** The text of a page without the same, but for the line breaks and tabs of scripts: an editor obeys them as a terminal does. */
    public static String safePage(String page) {
        return PAGE_CONTROLS.matcher(page).replaceAll("?");
    }

    /** The text without what would steer the terminal: messages come from outside. */
    public static String safe(String text) {
        return CONTROLS.matcher(text).replaceAll("?");
    }

    /** A name, which could be more than one line, in one. */
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
