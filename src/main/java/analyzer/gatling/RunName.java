package analyzer.gatling;

import analyzer.metrics.LoadProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Simulation and start of a run. Gatling names run folders after both: {@code <simulation>-<yyyyMMddHHmmssSSS>}, with the time in
 * UTC. The log and {@code run.json} contain them as well.
 *
 * @param simulation simple name of the simulation's class in lower case
 */
public record RunName(String simulation, Instant started) {

    private static final Pattern NAME = Pattern.compile("(.+)-(\\d{17})");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS").withResolverStyle(ResolverStyle.STRICT);

    /** The folder name that Gatling itself would choose for a run. */
    public static String of(String simulationClass, Instant started) {
        // A name from outside must not lead to another folder.
        return simulationOf(simulationClass).replaceAll("[/\\\\:\\p{Cntrl}]", "_") + "-"
                + TIME.format(started.atOffset(ZoneOffset.UTC));
    }

    /** The name of a simulation in those of its run folders. Gatling uses the simple name of a nested class, too. */
    static String simulationOf(String simulationClass) {
        return LoadProfile.simpleName(simulationClass).toLowerCase(Locale.ROOT);
    }

    /** Parses a folder's own name; empty if it is not that of a run. */
    public static Optional<RunName> parse(Path folder) {
        Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            Instant started = LocalDateTime.parse(name.group(2), TIME).toInstant(ZoneOffset.UTC);
            return Optional.of(new RunName(name.group(1), started));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Parses the folder's own name, or else that of the folder that it links to. */
    static Optional<RunName> find(Path folder) {
        return parse(folder.toAbsolutePath().normalize()).or(() -> {
            try {
                return parse(folder.toRealPath());
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }
}
