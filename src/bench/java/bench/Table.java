package bench;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A table in Markdown. */
final class Table {

    /** How a figure reads that was computed of nothing. */
    private static final Pattern NO_FIGURE = Pattern.compile("NaN|Infinity");

    private final List<String> columns;
    private final StringBuilder rows = new StringBuilder();

    private Table(List<String> columns) {
        this.columns = columns;
    }

    static Table of(String... columns) {
        return new Table(List.of(columns));
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if it has more or fewer cells than there are columns
     * @throws BenchException if a cell should hold a figure and there is none
     */
    Table row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        List<String> texts = Stream.of(cells).map(Object::toString).toList();
        for (int i = 0; i < cells.length; i++) {
            if (NO_FIGURE.matcher(texts.get(i)).find()) {
                throw new BenchException(texts.get(0) + ": there is no figure for \"" + columns.get(i) + "\" ("
                        + texts.get(i) + "); run the benchmark again");
            }
        }
        rows.append(line(texts));
        return this;
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    @Override
    public String toString() {
        return line(columns) + "|" + "---|".repeat(columns.size()) + "\n" + rows;
    }
}
