package bench;

import java.util.List;
import java.util.Locale;

/**
 * A table of the cost of commands, with a row for each.
 *
 * @param rows the rows so far
 * @param referenceSeconds wall time of the reference command, in seconds
 * @param decimals decimals of the ratio to the reference
 */
record CommandTable(Table rows, double referenceSeconds, int decimals) {

    /** Creates an empty table with a title and the name of the reference command. */
    static CommandTable of(String title, String reference, double referenceSeconds, int decimals) {
        return new CommandTable(
                Table.of(title, "wall s", reference + " = 1", "CPU s", "peak resident MB"), referenceSeconds, decimals);
    }

    /** Adds a command, with all its repetitions. */
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
