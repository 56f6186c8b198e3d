package analyzer.metrics;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Times of runs, and their form in files and names: {@code yyyyMMdd_HHmmss} in UTC like Gatling's own folder names. */
public final class Timestamp {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss").withResolverStyle(ResolverStyle.STRICT);

    /** No run with a binary log or a run record started earlier. */
    public static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

    /** A later time is damaged, and makes file names that cannot be read back. */
    public static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private Timestamp() {}

    public static String format(Instant time) {
        return FORMAT.format(time.atOffset(ZoneOffset.UTC));
    }

    /** Parses a time; empty if the text is not of this form. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, FORMAT).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
