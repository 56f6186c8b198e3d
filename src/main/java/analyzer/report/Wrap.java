package analyzer.report;

/** Breaks long lines at spaces, so that a report fits a terminal of 80 columns. */
final class Wrap {

    static final int WIDTH = 80;

    private Wrap() {}

    /** The text in lines of at most {@value #WIDTH} columns, each indented; words longer than a line stay whole. */
    static String indented(String text, int indent) {
        String margin = " ".repeat(indent);
        StringBuilder wrapped = new StringBuilder();
        StringBuilder line = new StringBuilder(margin);
        for (String word : text.trim().split("\\s+")) {
            if (line.length() > indent && line.length() + 1 + word.length() > WIDTH) {
                wrapped.append(line).append('\n');
                line = new StringBuilder(margin);
            }
            line.append(line.length() > indent ? " " : "").append(word);
        }
        return wrapped.append(line).append('\n').toString();
    }
}
