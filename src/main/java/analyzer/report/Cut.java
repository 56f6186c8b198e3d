package analyzer.report;

/** Cuts texts from outside to a length that fits in a table. */
public final class Cut {

    /** Longest name that is shown. */
    private static final int MAX_NAME = 200;

    private static final int SHORT_COMMIT = 10;

    private Cut() {}

    /** The first ten characters of a commit's hash, which are enough to find it. */
    public static String commit(String commit) {
        return commit.substring(0, Math.min(SHORT_COMMIT, commit.length()));
    }

    /** A name of at most 200 characters. */
    public static String name(String name) {
        return to(MAX_NAME, name);
    }

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
