package analyzer.gatling;

import analyzer.metrics.LatencyHistogram;
import java.util.function.IntConsumer;

/**
 * Statistics of one group in a log. Gatling computes the statistics of a group from cumulated response times, and its ranges from
 * durations.
 */
final class GroupStats {

    private final Outcomes cumulated;
    private final Outcomes durations;

    GroupStats() {
        this(bytes -> {});
    }

    /** @param grown receives the approximate growth of this object, in bytes, whenever it grows */
    GroupStats(IntConsumer grown) {
        cumulated = new Outcomes(grown);
        durations = new Outcomes(grown);
    }

    /** Times of the groups that succeeded and of those that failed. */
    static final class Outcomes {
        private final LatencyHistogram ok;
        private final LatencyHistogram failed;

        private Outcomes(IntConsumer grown) {
            ok = new LatencyHistogram(grown);
            failed = new LatencyHistogram(grown);
        }

        private void record(int millis, boolean success) {
            (success ? ok : failed).record(millis);
        }

        private void add(Outcomes other) {
            ok.add(other.ok);
            failed.add(other.failed);
        }

        LatencyHistogram ok() {
            return ok;
        }

        LatencyHistogram failed() {
            return failed;
        }
    }

    void record(int start, int end, int cumulatedMillis, boolean ok) {
        cumulated.record(cumulatedMillis, ok);
        durations.record(end - start, ok);
    }

    /** Adds the statistics of this group in another log of the same run. */
    void add(GroupStats other) {
        cumulated.add(other.cumulated);
        durations.add(other.durations);
    }

    /** Sums of the response times within the group. */
    Outcomes cumulated() {
        return cumulated;
    }

    /** Times from entering to leaving the group. */
    Outcomes durations() {
        return durations;
    }
}
