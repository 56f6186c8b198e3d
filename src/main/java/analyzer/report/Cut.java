package analyzer.report;

/** Cuts texts from outside to a length that fits in a table. */
public final class Cut {

    private Cut() {}

    /** The text, or its first {@code length} characters and an ellipsis. */
    public static String to(int length, String text) {
        if (text.length() <= length) {
            return text;
        }
        // A surrogate pair is not split.
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + " \u2026";
    }
}
