package analyzer.report;

import java.util.Locale;

/** Breaks long lines at spaces, so that a report fits a terminal of 80 columns. */
public final class Wrap {

    private static final int WIDTH = 80;

    private Wrap() {}

    /** Appends a line, which is not wrapped. */
    static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }

    /**
     * The text in lines of at most {@value #WIDTH} columns; a word longer than a line stays whole.
     *
     * @param first indentation of the first line
     * @param rest indentation of the lines after it
     */
    public static String lines(String text, int first, int rest) {
        StringBuilder wrapped = new StringBuilder();
        StringBuilder line = new StringBuilder(" ".repeat(first));
        boolean empty = true;
        for (String word : text.trim().split("\\s+")) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                wrapped.append(line).append('\n');
                line = new StringBuilder(" ".repeat(rest));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        return wrapped.append(line).append('\n').toString();
    }
}
