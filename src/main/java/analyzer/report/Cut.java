package analyzer.report;

/** Texts from outside, cut to a length that a table can hold. */
public final class Cut {

    private Cut() {}

    /** The text, or so many characters of it and a sign that there were more. */
    public static String to(int length, String text) {
        if (text.length() <= length) {
            return text;
        }
        // A character of two code units is kept whole or left out.
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + " \u2026";
    }
}
