package analyzer.pool;

import analyzer.metrics.EndpointResult;
import java.time.Duration;
import java.util.List;

/**
 * What several injectors measured together.
 *
 * @param simulation class name of the simulation
 * @param declared how many injectors there were to be
 * @param reference number of the injector by whose clock times are told
 * @param spread how much later the last injector began to measure than the first
 * @param window how long all of them measured at once
 * @param results one result per endpoint, of the pooled samples
 * @param shares the part of each injector that left something, by number
 */
public record PooledRun(
        String simulation,
        int declared,
        int reference,
        Duration spread,
        Duration window,
        List<EndpointResult> results,
        List<Share> shares) {

    public PooledRun {
        results = List.copyOf(results);
        shares = List.copyOf(shares);
    }
}
