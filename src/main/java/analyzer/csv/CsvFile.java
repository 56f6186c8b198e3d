package analyzer.csv;

import analyzer.io.AtomicFile;
import analyzer.io.BadInputException;
import analyzer.io.InputFile;
import analyzer.metrics.SummaryStatistics;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Reads and writes the figures of one endpoint as one line:
 * {@code total_requests,avg_response_time,min_response_time,max_response_time,p50_response_time,p95_response_time,p99_response_time},
 * with times in milliseconds and a decimal point. A header line is accepted but never written.
 */
public final class CsvFile {

    private static final int COLUMNS = SummaryStatistics.NAMES.size();

    /** Largest file, in bytes. A line and its header have about 200; even with blank lines around them a file is far smaller. */
    private static final int MAX_BYTES = 1 << 16;

    /** Decimal digits only: neither hexadecimal numbers nor the suffixes of Java literals. */
    private static final Pattern FIGURE = Pattern.compile("\\d{1,15}(\\.\\d{1,15})?|NaN");

    /**
     * Spaces and tabs around it are not part of a cell. Other control characters are, and no figure contains one. Each run of blanks is
     * tried once: otherwise a line of blanks would take a minute.
     */
    private static final Pattern SEPARATOR = Pattern.compile("(?<![ \\t])[ \\t]*+,[ \\t]*+");

    private static final Pattern BLANKS_AROUND = Pattern.compile("^[ \\t]++|(?<![ \\t])[ \\t]++$");

    private static final Pattern COUNT = Pattern.compile("\\d{1,13}");

    /** The mean is rounded to a thousandth of a millisecond. */
    private static final double MEAN_ROUNDING = 0.001;

    private CsvFile() {}

    /**
     * Writes the figures.
     *
     * @throws BadInputException if the file cannot be written
     */
    public static void write(Path file, SummaryStatistics metrics) {
        String times =
                DoubleStream.of(metrics.times()).mapToObj(CsvFile::number).collect(Collectors.joining(","));
        AtomicFile.write(file, metrics.totalRequests() + "," + times + "\n");
    }

    /**
     * Reads the figures.
     *
     * @throws BadInputException if the file cannot be read or does not contain exactly one line of figures
     */
    public static SummaryStatistics read(Path file) {
        List<String> lines = lines(file);
        if (!lines.isEmpty() && List.of(cells(lines.get(0))).equals(SummaryStatistics.NAMES)) {
            lines = lines.subList(1, lines.size());
        }
        if (lines.size() != 1) {
            throw new BadInputException(
                    file + ": contains " + lines.size() + " lines of figures where one is expected; delete it");
        }
        String[] cells = cells(lines.get(0));
        if (cells.length != COLUMNS) {
            throw new BadInputException(
                    file + ": has " + cells.length + " columns where " + COLUMNS + " are expected; delete it");
        }
        if (!COUNT.matcher(cells[0]).matches()) {
            throw new BadInputException(file + ": '" + cells[0] + "' is not a number of requests; delete it");
        }
        double[] values = new double[COLUMNS];
        for (int i = 1; i < COLUMNS; i++) {
            values[i] = parse(file, cells[i]);
        }
        SummaryStatistics metrics = new SummaryStatistics(
                Long.parseLong(cells[0]), values[1], values[2], values[3], values[4], values[5], values[6]);
        long unknown = DoubleStream.of(values).filter(Double::isNaN).count();
        if (unknown > 0 && unknown < COLUMNS - 1) {
            throw new BadInputException(file + ": has figures, but " + unknown + " of them are NaN; delete it");
        }
        metrics.contradiction(MEAN_ROUNDING).ifPresent(what -> {
            throw new BadInputException(file + ": has impossible figures (" + what + "); delete it");
        });
        return metrics;
    }

    private static String[] cells(String line) {
        return SEPARATOR.split(BLANKS_AROUND.matcher(line).replaceAll(""), -1);
    }

    private static List<String> lines(Path file) {
        try {
            // Not readString, which accepts all of UTF-8: here only ASCII is valid.
            String text = StandardCharsets.US_ASCII
                    .newDecoder()
                    .decode(ByteBuffer.wrap(InputFile.read(file, MAX_BYTES)))
                    .toString();
            if (!text.endsWith("\n")) {
                throw new BadInputException(file + ": is truncated: its last line has no end; delete it");
            }
            return text.lines().filter(line -> !line.isBlank()).toList();
        } catch (CharacterCodingException e) {
            throw new BadInputException(file + ": is not a text file; delete it", e);
        } catch (IOException e) {
            throw new BadInputException(
                    file + ": cannot be read (" + BadInputException.reason(e) + "); delete it or check its permissions",
                    e);
        }
    }

    private static double parse(Path file, String cell) {
        if (!FIGURE.matcher(cell).matches()) {
            throw new BadInputException(file + ": '" + cell + "' is not a number of 0 or more; delete it");
        }
        return Double.parseDouble(cell);
    }

    /** Formats a figure without exponent or trailing zeros; NaN if there is none because no request succeeded. */
    private static String number(double value) {
        return Double.isNaN(value)
                ? "NaN"
                : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
