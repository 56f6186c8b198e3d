package analyzer.report.html;

import analyzer.metrics.Metric;
import analyzer.report.Cut;
import analyzer.report.Figures;
import analyzer.trend.History;
import analyzer.trend.History.Point;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chart data of a metric from run to run, each run with the interval within it. */
final class TrendData {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.ROOT);

    private TrendData() {}

    /** Adds runs, oldest first. */
    static ObjectNode put(ObjectNode node, Metric metric, List<Point> points) {
        ObjectNode trend = node.putObject("trend").put("unit", metric.isBetterWhenHigher() ? "/s" : "ms");
        ArrayNode runs = trend.putArray("runs");
        for (Point point : points) {
            ObjectNode run = runs.addObject()
                    .put("value", ChartData.rounded(point.value()))
                    .put("day", DAY.format(point.started().atOffset(ZoneOffset.UTC)))
                    .put("started", Figures.minute(point.started()))
                    .put("commit", Cut.commit(point.commit()));
            if (!Double.isNaN(point.margin())) {
                run.put("margin", ChartData.rounded(point.margin()));
            }
        }
        return trend;
    }

    /** Adds the levels between the changes of a history. */
    static void putLevels(ObjectNode trend, History history) {
        ArrayNode levels = trend.putArray("levels");
        int from = 0;
        for (History.Level level : history.levels()) {
            levels.addObject()
                    .put("from", from)
                    .put("to", from + level.runs())
                    .put("value", ChartData.rounded(level.level()));
            from += level.runs();
        }
    }
}
