package analyzer.pool;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.Machine;
import java.util.List;
import java.util.Optional;

/**
 * One injector's part in a pooled result.
 *
 * @param index its number
 * @param machine the machine that it ran on
 * @param clock how far its clock is ahead of that of the {@link PooledRun#reference}, when they could be compared
 * @param health how it fared itself, when it recorded that
 * @param results what it measured on its own, without its samples
 * @param flaws why its part is not whole; empty when it is
 */
public record Share(
        int index,
        Machine machine,
        Optional<ClockOffset> clock,
        Optional<GeneratorHealth> health,
        List<EndpointResult> results,
        List<String> flaws) {

    public Share {
        results = List.copyOf(results);
        flaws = List.copyOf(flaws);
    }
}
