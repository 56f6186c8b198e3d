package analyzer.gatling;

import analyzer.metrics.LatencyHistogram;
import java.util.function.IntConsumer;

/**
 * What a log says about one group. Gatling's statistics of a group are of the cumulated response times, its ranges of
 * the durations.
 */
final class GroupStats {

    private final Outcomes cumulated;
    private final Outcomes durations;

    GroupStats() {
        this(bytes -> {});
    }

    /** @param grown told by how many bytes this grows, about, whenever it does */
    GroupStats(IntConsumer grown) {
        cumulated = new Outcomes(grown);
        durations = new Outcomes(grown);
    }

    /** Times of what succeeded and of what failed. */
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

    /** Adds what another log of the same run says about this group. */
    void add(GroupStats other) {
        cumulated.add(other.cumulated);
        durations.add(other.durations);
    }

    /** Sums of the response times of the requests within the group. */
    Outcomes cumulated() {
        return cumulated;
    }

    /** Times from entering to leaving the group. */
    Outcomes durations() {
        return durations;
    }
}
