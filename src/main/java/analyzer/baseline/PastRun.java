package analyzer.baseline;

import analyzer.metrics.Estimate;
import analyzer.metrics.Metric;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * A run in the history of a baseline: its figures, without samples and circumstances.
 *
 * @param commit version of the code under test, empty if unknown
 * @param figures the metrics that are known, each above 0
 */
public record PastRun(Instant started, String commit, Map<Metric, Estimate> figures) {

    public PastRun {
        figures = Map.copyOf(figures);
    }

    /** The part of a run that a history keeps. */
    public static PastRun of(KeptRun run) {
        Map<Metric, Estimate> figures = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            Estimate figure = run.estimate(metric).orElse(new Estimate(run.figure(metric), Double.NaN, 0));
            if (figure.value() > 0 && !Double.isInfinite(figure.value())) {
                figures.put(metric, figure);
            }
        }
        return new PastRun(run.started(), run.commit(), figures);
    }
}
