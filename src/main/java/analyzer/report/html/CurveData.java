package analyzer.report.html;

import analyzer.metrics.LatencyHistogram;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chart data of the response times of both sides: percentile curve and histogram. */
final class CurveData {

    /** Points per nine: 0 to 90 %, 90 to 99 %, ... */
    private static final int PER_DECADE = 25;

    private static final int MAX_BINS = 64;

    /** Response times above this percentile would make the bins too wide; only the curve shows them. */
    private static final double SHOWN_PERCENT = 99.5;

    private CurveData() {}

    /**
     * Adds the data of both charts.
     *
     * @param baseline samples of all kept runs together; empty if there are none
     */
    static void put(ObjectNode node, LatencyHistogram candidate, Optional<LatencyHistogram> baseline) {
        ObjectNode curve = node.putObject("curve");
        int points = Math.max(points(candidate), baseline.map(CurveData::points).orElse(0));
        curve.put("perDecade", PER_DECADE);
        putCurve(curve.putArray("baseline"), baseline, points);
        putCurve(curve.putArray("candidate"), Optional.of(candidate), points);

        int from = Math.min(candidate.min(), baseline.map(LatencyHistogram::min).orElse(Integer.MAX_VALUE));
        int to = Math.max(
                candidate.percentile(SHOWN_PERCENT),
                baseline.map(samples -> samples.percentile(SHOWN_PERCENT)).orElse(0));
        int width = (to - from) / MAX_BINS + 1;
        int bins = (to - from) / width + 1;
        ObjectNode histogram = node.putObject("histogram").put("from", from).put("width", width);
        baseline.ifPresent(samples -> putBins(histogram.putArray("baseline"), samples, from, width, bins));
        putBins(histogram.putArray("candidate"), candidate, from, width, bins);
    }

    /** Number of points up to the percentile with one sample above it. */
    private static int points(LatencyHistogram samples) {
        return (int) Math.floor(Math.log10(samples.count()) * PER_DECADE) + 1;
    }

    private static void putCurve(ArrayNode array, Optional<LatencyHistogram> samples, int points) {
        int known = samples.map(CurveData::points).orElse(0);
        for (int i = 0; i < points; i++) {
            if (i < known) {
                double percent = 100 * (1 - Math.pow(10, -(double) i / PER_DECADE));
                array.add(percent == 0 ? samples.get().min() : samples.get().percentile(percent));
            } else {
                array.addNull();
            }
        }
    }

    /** Percent of all samples in each bin. */
    private static void putBins(ArrayNode array, LatencyHistogram samples, int from, int width, int bins) {
        for (int bin = 0; bin < bins; bin++) {
            int start = from + bin * width;
            long count = samples.countBelow(start + width) - samples.countBelow(start);
            array.add(ChartData.rounded(100.0 * count / samples.count()));
        }
    }
}
