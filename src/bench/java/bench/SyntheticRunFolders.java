package bench;

import analyzer.gatling.HealthFile;
import analyzer.gatling.RunInfoFile;
import analyzer.gatling.RunName;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.GeneratorHealth.DelayPercentiles;
import analyzer.metrics.GeneratorHealth.GcPauses;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.RunInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Creates run folders like those of a simulation, with log, run.json and health.json. */
final class SyntheticRunFolders {

    private SyntheticRunFolders() {}

    /** Writes one run with a load profile. Returns its run folder, which is in {@code parent}. */
    static Path write(Path parent, LongLog log, Instant started, LoadProfile profile, Machine machine)
            throws IOException {
        Path folder = parent.resolve(RunName.of(profile.simulation(), started));
        log.of(profile.simulation()).write(folder, started, profile.warmUp());
        List<String> endpoints = log.source().endpoints();
        RunInfoFile.write(
                folder, new RunInfo(profile, endpoints, started.plus(profile.warmUp()), machine, "", Optional.empty()));
        HealthFile.write(
                folder,
                new GeneratorHealth(
                        profile.duration(),
                        OptionalDouble.of(0.1),
                        OptionalDouble.of(0.2),
                        Optional.of(new GcPauses(20, 5)),
                        Optional.of(new DelayPercentiles(0.1, 0.2, 1, 3)),
                        Optional.of(new DelayPercentiles(0.1, 0.2, 1, 3)),
                        OptionalInt.of(profile.concurrency())));
        return folder;
    }

    /** Deletes a folder with its content, if it exists. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
