package analyzer.pool;

import analyzer.gatling.LogHeader;
import analyzer.gatling.RunFolder;
import analyzer.gatling.RunReader;
import analyzer.io.BadInputException;
import analyzer.metrics.Injector;
import analyzer.metrics.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The run of one injector.
 *
 * @param injector which injector it was
 * @param header the first record of its log; empty if it left none
 */
record InjectorRun(RunFolder folder, RunInfo info, Injector injector, Optional<LogHeader> header) {

    /**
     * Reads the run in a folder.
     *
     * @throws BadInputException if there is a log and it cannot be used
     */
    static InjectorRun of(RunFolder folder, RunInfo info, Injector injector) {
        // 0 if there is no log, or if nothing was written before the injector ended.
        boolean log = info.failure().isEmpty() && folder.log().toFile().length() > 0;
        return new InjectorRun(folder, info, injector, log ? Optional.of(RunReader.header(folder)) : Optional.empty());
    }

    int index() {
        return injector.index();
    }

    /** {@code injector 1}. */
    String name() {
        return "injector " + injector.index();
    }

    Path path() {
        return folder.path();
    }

    /** Whether its settings and simulation were sound, so that target and load are known. */
    boolean wasSetUp() {
        return info.failure().isEmpty() || !info.profile().duration().isZero();
    }

    /** Planned end, by the injector's own clock. */
    Instant plannedEnd() {
        return info.measuredFrom().plus(info.profile().duration());
    }

    /** Whether both were set to begin at the same moment, and did load. */
    boolean loadedTogetherWith(InjectorRun other) {
        return header.isPresent()
                && other.header.isPresent()
                && injector.startAt().isPresent()
                && injector.startAt().equals(other.injector.startAt());
    }

    /** Whether both have the same log. */
    boolean hasLogOf(InjectorRun other) {
        if (header.isEmpty() || !header.equals(other.header)) {
            return false;
        }
        try {
            return Files.mismatch(folder.log(), other.folder.log()) < 0;
        } catch (IOException e) {
            throw new BadInputException(
                    folder.log() + ": cannot be read (" + BadInputException.reason(e) + "); check its permissions", e);
        }
    }
}
