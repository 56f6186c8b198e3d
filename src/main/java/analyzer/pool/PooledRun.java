package analyzer.pool;

import analyzer.gatling.RunStatistics;
import analyzer.metrics.EndpointResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What several injectors measured together.
 *
 * @param simulation class name of the simulation
 * @param declared how many injectors there were to be
 * @param reference number of the injector by whose clock times are told
 * @param started when the first log begins, by that clock
 * @param spread how much later the last injector began to measure than the first
 * @param window how long all of them measured at once
 * @param results one result per endpoint, of the pooled samples
 * @param shares the part of each injector that left something, by number
 * @param statistics what {@code stats.json} is made of; empty when a log is missing or not complete
 */
public record PooledRun(
        String simulation,
        int declared,
        int reference,
        Instant started,
        Duration spread,
        Duration window,
        List<EndpointResult> results,
        List<Share> shares,
        Optional<RunStatistics> statistics) {

    public PooledRun {
        results = List.copyOf(results);
        shares = List.copyOf(shares);
    }
}
