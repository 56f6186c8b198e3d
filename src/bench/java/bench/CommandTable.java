package bench;

import java.util.List;
import java.util.Locale;

/**
 * What commands took, a row for each.
 *
 * @param rows the rows so far
 * @param referenceSeconds wall time of the command that the others are compared with
 * @param decimals of the ratio to it
 */
record CommandTable(Table rows, double referenceSeconds, int decimals) {

    /** An empty one with its heads: what it is about, and the name of the command that the others are compared with. */
    static CommandTable of(String title, String reference, double referenceSeconds, int decimals) {
        return new CommandTable(
                Table.of(title, "wall s", reference + " = 1", "CPU s", "peak resident MB"), referenceSeconds, decimals);
    }

    /** A command, by all its repetitions. */
    void row(String name, List<Command.Ended> ended) {
        Samples wall = Samples.of(ended, Command.Ended::wallSeconds);
        rows.row(
                name,
                wall.text(2),
                String.format(Locale.ROOT, "%." + decimals + "f", wall.median() / referenceSeconds),
                Samples.of(ended, Command.Ended::cpuSeconds).text(2),
                Samples.of(ended, Command.Ended::peakMegabytes).text(0));
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
