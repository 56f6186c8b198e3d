package analyzer.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a target says that it took for a request: the mean of its own histogram or summary of request durations in the measured
 * time. What a client waited beyond it was spent outside the handler: in queues before it, in the network, in the client.
 *
 * @param metric name of the histogram or summary
 * @param millis for each request that it counted, milliseconds
 */
public record HandlerTime(String metric, PerRequest millis) {

    /** Of requests that were answered, not of those that the target sent to others. */
    private static final Pattern DURATION_SUM =
            Pattern.compile("(?!.*client)(?=.*(?:http|request))(.*_(?:duration|latency|requests?)_seconds)_sum");

    /** It must count what was sent, within this share: all of it, once, and little else. */
    private static final double OTHERS = 0.1;

    private static final double MILLIS_PER_SECOND = 1000;

    /** Of the histogram that counted most nearly the requests that were sent; empty where none did. */
    public static Optional<HandlerTime> of(TargetFigures target) {
        Map<String, PerRequest> counters = target.counters();
        return counters.keySet().stream()
                .map(DURATION_SUM::matcher)
                .filter(Matcher::matches)
                .map(sum -> sum.group(1))
                .filter(metric -> distance(counters.get(metric + "_count")) <= OTHERS)
                .min(Comparator.<String>comparingDouble(metric -> distance(counters.get(metric + "_count")))
                        .thenComparing(Comparator.naturalOrder()))
                .map(metric ->
                        new HandlerTime(metric, mean(counters.get(metric + "_sum"), counters.get(metric + "_count"))));
    }

    private static double distance(PerRequest count) {
        return count == null ? Double.POSITIVE_INFINITY : Math.abs(count.value() - 1);
    }

    private static PerRequest mean(PerRequest seconds, PerRequest counted) {
        List<PerRequest.Batch> batches = new ArrayList<>();
        for (int i = 0; i < seconds.batches().size(); i++) {
            batches.add(new PerRequest.Batch(
                    seconds.batches().get(i).amount() * MILLIS_PER_SECOND,
                    counted.batches().get(i).amount()));
        }
        return new PerRequest(batches, 0);
    }
}
