package analyzer.metrics;

/**
 * Response times as seen by users who do not wait for each other.
 *
 * <p>In a closed loop, a user whose request stalls sends no further requests meanwhile, so one slow sample stands for all requests
 * that were never sent. The correction adds them: for every sample longer than the usual interval between a user's requests, also the
 * requests that would have started while it lasted (Tene, "How NOT to Measure Latency", 2013;
 * {@code copyCorrectedForCoordinatedOmission} of HdrHistogram). The usual interval here is the median response time, because a user
 * sends the next request as soon as it has the response.
 */
public final class CoordinatedOmission {

    private CoordinatedOmission() {}

    /**
     * Nearest-rank percentile of the samples together with the omitted ones. Omitted samples are counted, not created: one stall of
     * days, or a single damaged time, stands for more of them than fit into memory.
     *
     * @param percent above 0, at most 100
     * @return milliseconds
     * @throws IllegalStateException if there are no samples
     */
    public static int percentile(LatencyHistogram samples, double percent) {
        int interval = Math.max(1, samples.percentile(50));
        long rank = Math.max(1, (long) Math.ceil(percent * countUpTo(samples, interval, samples.max()) / 100));
        int low = samples.min();
        int high = samples.max();
        while (low < high) {
            int middle = low + (high - low) / 2;
            if (countUpTo(samples, interval, middle) >= rank) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Number of samples up to {@code limit} ms: of each sample and of its omitted ones, shorter by 1, 2, ... intervals. */
    private static long countUpTo(LatencyHistogram samples, int interval, int limit) {
        long[] count = new long[1];
        samples.forEach((millis, times) -> {
            long all = Math.max(1, millis / interval);
            long above = Math.max(0, ((long) millis - limit + interval - 1) / interval);
            count[0] += times * Math.max(0, all - above);
        });
        return count[0];
    }
}
