package analyzer.pool;

import analyzer.gatling.RunStatistics;
import analyzer.metrics.EndpointResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The pooled run of several injectors.
 *
 * @param simulation class name of the simulation
 * @param declared number of declared injectors
 * @param reference number of the injector with the reference clock
 * @param started start of the first log, by that clock
 * @param spread how much later the last injector began to measure than the first
 * @param window how long all injectors measured together
 * @param results one result per endpoint, from the pooled samples
 * @param shares the results of each injector that left a run, by number
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
        List<InjectorResult> shares,
        Optional<RunStatistics> statistics) {

    public PooledRun {
        results = List.copyOf(results);
        shares = List.copyOf(shares);
    }
}
