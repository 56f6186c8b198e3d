package analyzer.report.html;

/** Texts from outside, cut to a length that a table can hold. */
final class Cut {

    private Cut() {}

    static String to(int length, String text) {
        return text.length() <= length ? text : text.substring(0, length) + " \u2026";
    }
}
