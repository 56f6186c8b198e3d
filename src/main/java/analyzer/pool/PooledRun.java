package analyzer.pool;

import analyzer.gatling.RunFolder;
import analyzer.gatling.RunInfoFile;
import analyzer.gatling.RunName;
import analyzer.gatling.RunStatistics;
import analyzer.gatling.StatsJsonWriter;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The pooled run of several injectors.
 *
 * @param simulation class name of the simulation
 * @param declared number of injectors that the run was declared to have
 * @param reference number of the injector with the reference clock
 * @param started start of the first log, by that clock
 * @param spread how much later the last injector began to measure than the first
 * @param window how long all injectors measured together
 * @param results one result per endpoint, from the pooled samples
 * @param injectors the results of each injector that left a run, by number
 * @param statistics the content of {@code stats.json}; empty if a log is missing or incomplete
 */
public record PooledRun(
        String simulation,
        int declared,
        int reference,
        Instant started,
        Duration spread,
        Duration window,
        List<EndpointResult> results,
        List<InjectorResult> injectors,
        Optional<RunStatistics> statistics) {

    public PooledRun {
        results = List.copyOf(results);
        injectors = List.copyOf(injectors);
    }

    /**
     * Writes the statistics into a run folder within this folder, with their run record, without which they could be compared with
     * runs of any load: it is written first.
     *
     * @throws analyzer.io.BadInputException if a file cannot be written
     */
    public void writeStatistics(Path resultsDir) {
        Path folder = resultsDir.resolve(RunName.of(simulation, started));
        statistics.ifPresent(known -> {
            results.stream()
                    .map(EndpointResult::run)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(info -> RunInfoFile.write(folder, info));
            StatsJsonWriter.write(RunFolder.at(folder), known);
        });
    }

    /**
     * The results of one injector in a pooled run.
     *
     * @param clock how far its clock is ahead of that of the {@link PooledRun#reference}, if they could be compared
     * @param health health of the injector, if it was recorded
     * @param results the injector's own results, without samples
     * @param flaws why its run is incomplete; empty if it is complete
     */
    public record InjectorResult(
            int index,
            Machine machine,
            Optional<ClockOffset> clock,
            Optional<GeneratorHealth> health,
            List<EndpointResult> results,
            List<String> flaws) {

        public InjectorResult {
            results = List.copyOf(results);
            flaws = List.copyOf(flaws);
        }
    }
}
