package analyzer.baseline;

import analyzer.metrics.Estimate;
import analyzer.metrics.Metric;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is left of a run in the history of a baseline: its figures, without samples and circumstances.
 *
 * @param started when the run started
 * @param commit version of the code under test, empty when unknown
 * @param figures the metrics that are known, each above 0
 */
public record PastRun(Instant started, String commit, Map<Metric, Estimate> figures) {

    public PastRun {
        figures = Map.copyOf(figures);
    }

    /** What a history keeps of a run. */
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
