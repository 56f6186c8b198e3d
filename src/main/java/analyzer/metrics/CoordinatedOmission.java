package analyzer.metrics;

/**
 * Response times as users would have met them who do not wait for each other.
 *
 * <p>In a closed loop a user whose request stalls sends no further requests meanwhile, so one slow sample stands for all
 * those that were never sent. The correction adds them: for every sample longer than the usual interval between a user's
 * requests also those that would have started while it lasted (Tene, "How NOT to Measure Latency", 2013;
 * {@code copyCorrectedForCoordinatedOmission} of HdrHistogram). The usual interval here is the median response time,
 * because a user sends its next request as soon as it has its answer.
 */
public final class CoordinatedOmission {

    private CoordinatedOmission() {}

    /**
     * The samples with those added that were omitted.
     *
     * @throws IllegalStateException if there are no samples
     */
    public static LatencyHistogram corrected(LatencyHistogram samples) {
        int interval = Math.max(1, samples.percentile(50));
        LatencyHistogram corrected = new LatencyHistogram();
        samples.forEach((millis, count) -> {
            for (int missed = millis; missed >= interval || missed == millis; missed -= interval) {
                corrected.record(missed, count);
            }
        });
        return corrected;
    }
}
