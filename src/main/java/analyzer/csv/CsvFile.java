package analyzer.csv;

import analyzer.io.AtomicFile;
import analyzer.io.BadInputException;
import analyzer.io.Reason;
import analyzer.metrics.Metrics;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The figures of one endpoint in one line:
 * {@code total_requests,avg_response_time,min_response_time,max_response_time,p50_response_time,p95_response_time,p99_response_time},
 * times in milliseconds with a decimal point. A header line above is accepted when reading and never written.
 */
public final class CsvFile {

    private static final int COLUMNS = 7;
    private static final String HEADER_START = "total_requests";

    private CsvFile() {}

    /**
     * Writes the line.
     *
     * @throws BadInputException if the file cannot be written
     */
    public static void write(Path file, Metrics metrics) {
        AtomicFile.write(
                file,
                String.join(
                                ",",
                                String.valueOf(metrics.totalRequests()),
                                number(metrics.avgMillis()),
                                number(metrics.minMillis()),
                                number(metrics.maxMillis()),
                                number(metrics.p50Millis()),
                                number(metrics.p95Millis()),
                                number(metrics.p99Millis()))
                        + "\n");
    }

    /**
     * Reads the line.
     *
     * @throws BadInputException if the file cannot be read or does not hold just such a line
     */
    public static Metrics read(Path file) {
        List<String> lines = lines(file);
        if (!lines.isEmpty() && lines.get(0).startsWith(HEADER_START)) {
            lines = lines.subList(1, lines.size());
        }
        if (lines.size() != 1) {
            throw new BadInputException(
                    file + ": holds " + lines.size() + " lines of figures where one is expected; delete it");
        }
        String[] cells = lines.get(0).split(",", -1);
        if (cells.length != COLUMNS) {
            throw new BadInputException(
                    file + ": has " + cells.length + " columns where " + COLUMNS + " are expected; delete it");
        }
        double[] values = new double[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            values[i] = parse(file, cells[i].trim());
        }
        if (!(values[0] >= 0) || values[0] != Math.rint(values[0])) {
            throw new BadInputException(file + ": '" + cells[0].trim() + "' is no number of requests; delete it");
        }
        return new Metrics((long) values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (MalformedInputException e) {
            throw new BadInputException(file + ": is no text file; delete it", e);
        } catch (IOException e) {
            throw new BadInputException(
                    file + ": cannot be read (" + Reason.of(e) + "); delete it or check its permissions", e);
        }
    }

    private static double parse(Path file, String cell) {
        try {
            double value = Double.parseDouble(cell);
            if (value < 0) {
                throw new BadInputException(file + ": '" + cell + "' is negative; delete it");
            }
            return value;
        } catch (NumberFormatException e) {
            throw new BadInputException(file + ": '" + cell + "' is not a number; delete it", e);
        }
    }

    /** Without exponent and without trailing zeros; NaN when there is no figure because no request succeeded. */
    private static String number(double value) {
        return Double.isNaN(value)
                ? "NaN"
                : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
