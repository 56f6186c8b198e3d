package bench;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown table. */
final class Table {

    /** The text of a figure that was computed without data. */
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
     * @throws IllegalArgumentException if the number of cells is not the number of columns
     * @throws BenchException if a cell lacks its figure
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
