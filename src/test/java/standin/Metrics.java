package standin;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** The stand-in's metrics, in the text format of Prometheus: responses, and garbage collections of the process. Thread-safe. */
final class Metrics {

    static final String PATH = "/metrics";

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final LongAdder answers = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /** Counts a response of an endpoint. */
    void answered(long tookNanos) {
        answers.increment();
        nanos.add(tookNanos);
    }

    /** Returns the page of metrics. */
    String text() {
        long collections = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += Math.max(0, collector.getCollectionCount());
            millis += Math.max(0, collector.getCollectionTime());
        }
        return summary("http_request_duration_seconds", answers.sum(), nanos.sum() / NANOS_PER_SECOND)
                + summary("jvm_gc_collection_seconds", collections, millis / MILLIS_PER_SECOND);
    }

    private static String summary(String name, long count, double sum) {
        return String.format(Locale.ROOT, "# TYPE %1$s summary\n%1$s_count %2$d\n%1$s_sum %3$.9f\n", name, count, sum);
    }
}
