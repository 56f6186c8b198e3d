package analyzer.pool;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.Machine;
import java.util.List;
import java.util.Optional;

/**
 * The results of one injector in a pooled run.
 *
 * @param index number of the injector
 * @param machine the machine that the injector ran on
 * @param clock how far its clock is ahead of that of the {@link PooledRun#reference}, if they could be compared
 * @param health health of the injector, if it was recorded
 * @param results the injector's own results, without samples
 * @param flaws why its run is not whole; empty if it is
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
