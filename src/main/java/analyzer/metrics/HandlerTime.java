package analyzer.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Time per request that the target itself reports: the mean of its own histogram or summary of request durations in the measured time.
 * Any further waiting of a client was outside the handler: in queues before it, in the network, in the client.
 *
 * @param metric name of the histogram or summary
 * @param millis milliseconds per request that it counted
 */
public record HandlerTime(String metric, PerRequest millis) {

    /** Sum of the durations of requests that the target served, not of requests that it sent to others. */
    private static final Pattern DURATION_SUM = Pattern.compile("(?!.*client)(?=.*(?:http|request|grpc))"
            + "(.*_(?:duration|latency|requests?|handling)_(?:milli)?seconds)_sum");

    /** Largest relative difference between the requests that it counted and those sent: it must count each once, and few others. */
    private static final double OTHERS = 0.1;

    private static final double MILLIS_PER_SECOND = 1000;

    /** The mean of the histogram whose count is nearest to the requests that were sent; empty if none is near enough. */
    public static Optional<HandlerTime> of(TargetFigures target) {
        Map<String, PerRequest> counters = target.counters();
        return counters.keySet().stream()
                .map(DURATION_SUM::matcher)
                .filter(Matcher::matches)
                .map(sum -> sum.group(1))
                .filter(metric -> distance(counters.get(metric + "_count")) <= OTHERS)
                .min(Comparator.<String>comparingDouble(metric -> distance(counters.get(metric + "_count")))
                        .thenComparing(Comparator.naturalOrder()))
                .map(metric -> new HandlerTime(
                        metric,
                        mean(
                                counters.get(metric + "_sum"),
                                counters.get(metric + "_count"),
                                metric.endsWith("_milliseconds") ? 1 : MILLIS_PER_SECOND)));
    }

    private static double distance(PerRequest count) {
        return count == null ? Double.POSITIVE_INFINITY : Math.abs(count.value() - 1);
    }

    private static PerRequest mean(PerRequest sum, PerRequest counted, double unitMillis) {
        List<PerRequest.Batch> batches = new ArrayList<>();
        for (int i = 0; i < sum.batches().size(); i++) {
            batches.add(new PerRequest.Batch(
                    sum.batches().get(i).amount() * unitMillis,
                    counted.batches().get(i).amount()));
        }
        return new PerRequest(batches, 0);
    }
}
