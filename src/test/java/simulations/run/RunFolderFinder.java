package simulations.run;

import analyzer.gatling.RunName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The run folders that Gatling creates for one simulation. Their names are the class name in lower case and the time. */
final class RunFolderFinder {

    private static final String LOG = "simulation.log";

    /** Some file systems store times in steps of up to two seconds. */
    private static final Duration TIME_STEP = Duration.ofSeconds(2);

    private final Path gatlingDir;
    private final String simulation;

    /** Where the Maven plugin makes Gatling create run folders, regardless of Gatling's configuration. */
    private static final Path PLUGIN = Path.of("target", "gatling");

    /** Gatling's option, up to the next one, because the name of a folder can contain blanks and dashes. */
    private static final Pattern RESULTS_FOLDER = Pattern.compile(" (?:-rf|--results-folder)[ =](.+?)(?= --?[a-z]|$)");

    /** @param simulation class name of the simulation */
    RunFolderFinder(Path gatlingDir, String simulation) {
        this.gatlingDir = gatlingDir;
        this.simulation = simulation;
    }

    /** Returns the folder for run folders of this process. A simulation can find it only on the command line. */
    static Path ofThisProcess() {
        return of(GatlingCommand.ofThisProcess());
    }

    static Path of(String command) {
        Matcher option = RESULTS_FOLDER.matcher(command);
        return option.find() ? Path.of(option.group(1)) : PLUGIN;
    }

    /**
     * Returns the time by the clock that sets file times here, which on a shared volume is the clock of another machine. If the folder
     * does not exist, returns the earliest time, because everything in it will be newer.
     */
    Instant now() {
        Path probe = null;
        try {
            if (!Files.isDirectory(gatlingDir)) {
                return Instant.EPOCH;
            }
            probe = Files.createTempFile(gatlingDir, ".clock", null);
            return Files.getLastModifiedTime(probe).toInstant();
        } catch (IOException e) {
            return Instant.now();
        } finally {
            deleteQuietly(probe);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // An empty hidden file that remains does no harm.
        }
    }

    /** Returns the newest run folder whose log was written since then. */
    Optional<Path> newestSince(Instant since) throws IOException {
        try (Stream<Path> folders = Files.list(gatlingDir)) {
            return folders.filter(folder -> isRun(folder) && isWrittenSince(folder.resolve(LOG), since))
                    .max(Comparator.comparing(folder -> folder.getFileName().toString()));
        }
    }

    /** The folder that contains the run folders. */
    Path in() {
        return gatlingDir;
    }

    /** Returns the run folder of a run that begins at this time. */
    Path at(Instant time) {
        return gatlingDir.resolve(RunName.of(simulation, time));
    }

    private boolean isRun(Path folder) {
        return RunName.parse(folder)
                .filter(name -> folder.endsWith(RunName.of(simulation, name.started())))
                .isPresent();
    }

    private static boolean isWrittenSince(Path log, Instant since) {
        try {
            return !Files.getLastModifiedTime(log).toInstant().isBefore(since.minus(TIME_STEP));
        } catch (IOException e) {
            return false;
        }
    }
}
