package analyzer.gatling;

import analyzer.io.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first record of a simulation.log.
 *
 * @param simulation class name of the simulation
 * @param start the moment from which all times in the log count
 */
public record LogHeader(String gatlingVersion, String simulation, Instant start) {

    /** Enough for the assertions that precede the record. */
    private static final int HEAD_OF_TEXT = 1 << 16;

    /** Class name, identifier, start, description and version, separated by tabs. */
    private static final Pattern TEXT =
            Pattern.compile("^RUN\\t([^\\t\\n]+)\\t[^\\t\\n]*\\t(\\d{1,15})\\t[^\\t\\n]*\\t(.*)$", Pattern.MULTILINE);

    /**
     * Reads the record of a log that an older Gatling wrote as text. Empty for any other log.
     *
     * @throws BadInputException if the log cannot be read or has no such record
     */
    static Optional<LogHeader> ofText(Path log) {
        try (InputStream in = Files.newInputStream(log)) {
            String head = new String(in.readNBytes(HEAD_OF_TEXT), StandardCharsets.ISO_8859_1);
            if (!head.startsWith("RUN\t") && !head.startsWith("ASSERTION\t")) {
                return Optional.empty();
            }
            Matcher run = TEXT.matcher(head);
            if (!run.find()) {
                throw new BadInputException(log + ": is damaged (no RUN record); delete the run folder");
            }
            return Optional.of(
                    new LogHeader(run.group(3), run.group(1), Instant.ofEpochMilli(Long.parseLong(run.group(2)))));
        } catch (IOException e) {
            throw new BadInputException(
                    log + ": cannot be read (" + BadInputException.reason(e) + "); check the path and its permissions",
                    e);
        }
    }
}
