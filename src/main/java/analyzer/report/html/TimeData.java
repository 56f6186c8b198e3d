package analyzer.report.html;

import analyzer.metrics.Batches;
import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.Metric;
import analyzer.metrics.Timeline;
import analyzer.verdict.Comparison;
import analyzer.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chart data of response times and throughput over the measured time, with the batches that the interval rests on. */
final class TimeData {

    private static final int MAX_POINTS = 120;

    private TimeData() {}

    /** The requests that started within one step of the chart. */
    private record Step(LatencyHistogram ok, long failed) {}

    static void put(ObjectNode node, Timeline timeline, Verdict verdict) {
        List<Timeline.Slice> all = timeline.slices();
        // From the first request on, where the batches begin as well.
        List<Timeline.Slice> slices = all.subList(Timeline.unused(all), all.size());
        int width = (slices.size() - 1) / MAX_POINTS + 1;
        double seconds = width * timeline.widthMillis() / 1000.0;
        double sliceSeconds = timeline.widthMillis() / 1000.0;
        ObjectNode time = node.putObject("time").put("step", seconds);
        baselineFigure(verdict, Metric.P95).ifPresent(millis -> time.put("baselineP95", ChartData.rounded(millis)));
        // A paired run compares another rate than the one drawn here.
        Optional<Double> rateBefore =
                verdict.isPaired() ? Optional.empty() : baselineFigure(verdict, Metric.THROUGHPUT);
        rateBefore.ifPresent(rate -> time.put("baselineRate", ChartData.rounded(rate)));
        ArrayNode p50 = time.putArray("p50");
        ArrayNode p95 = time.putArray("p95");
        ArrayNode max = time.putArray("max");
        ArrayNode rate = time.putArray("rate");
        ArrayNode failed = time.putArray("failed");
        ArrayNode batchMean = time.putArray("batchMean");
        ArrayNode batchRate = time.putArray("batchRate");
        int batches = Math.min(Batches.COUNT, slices.size());
        int batch = 0;
        for (int from = 0; from < slices.size(); from += width) {
            int to = Math.min(from + width, slices.size());
            Step step = step(slices.subList(from, to));
            double length = (to - from) * sliceSeconds;
            if (step.ok.isEmpty()) {
                p50.addNull();
                p95.addNull();
                max.addNull();
            } else {
                p50.add(step.ok.percentile(50));
                p95.add(step.ok.percentile(95));
                max.add(step.ok.max());
            }
            rate.add(ChartData.rounded(step.ok.count() / length));
            failed.add(ChartData.rounded(step.failed / length));
            while (Batches.start(batch + 1, batches, slices.size()) <= from) {
                batch++;
            }
            int start = Batches.start(batch, batches, slices.size());
            int end = Batches.start(batch + 1, batches, slices.size());
            Step whole = step(slices.subList(start, end));
            if (whole.ok.isEmpty()) {
                batchMean.addNull();
            } else {
                batchMean.add(ChartData.rounded(whole.ok.mean()));
            }
            batchRate.add(ChartData.rounded(whole.ok.count() / ((end - start) * sliceSeconds)));
        }
    }

    private static Step step(List<Timeline.Slice> slices) {
        LatencyHistogram ok = new LatencyHistogram();
        long failed = 0;
        for (Timeline.Slice slice : slices) {
            ok.add(slice.ok());
            failed += slice.failed();
        }
        return new Step(ok, failed);
    }

    /** The baseline's figure; empty if there is none that can be drawn. */
    static Optional<Double> baselineFigure(Verdict verdict, Metric metric) {
        return verdict.comparison(metric)
                .map(Comparison::baseline)
                .filter(figure -> figure > 0 && !Double.isInfinite(figure));
    }
}
