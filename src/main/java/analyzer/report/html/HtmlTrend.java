package analyzer.report.html;

import analyzer.io.JsonFile;
import analyzer.report.Cut;
import analyzer.report.Figures;
import analyzer.report.TrendReport;
import analyzer.trend.History;
import analyzer.trend.History.Point;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Renders the page of histories: every endpoint over its runs, with the changes of its level. */
public final class HtmlTrend {

    private static final int FEW = 8;
    private static final int MAX_ROWS = 1000;

    /**
     * The page of histories.
     *
     * @param tool name and version of the program
     * @param data chart data, as JSON that is safe within a script element
     */
    public record Page(
            Assets assets, String headline, String tool, List<Endpoint> endpoints, int endpointsLeftOut, String data) {}

    /**
     * The history of one endpoint.
     *
     * @param first figure of the first level, or of the first run if there is one level
     * @param last figure of the last level, or of the last run if there is one level
     * @param open whether it is initially unfolded
     * @param sentences what happened, one sentence per change point
     */
    public record Endpoint(
            String name,
            String anchor,
            String metric,
            int runs,
            String first,
            String last,
            String change,
            boolean open,
            List<String> sentences,
            boolean chart) {}

    private HtmlTrend() {}

    /** @param histories one per endpoint, in the order to show them */
    public static String render(List<History> histories, String tool) {
        return Template.render("trend.jte", part -> page(histories, tool, part));
    }

    private static Page page(List<History> histories, String tool, int part) {
        ChartData charts = new ChartData(part);
        List<Endpoint> endpoints = new ArrayList<>();
        for (History history : histories.subList(0, Math.min(MAX_ROWS / part, histories.size()))) {
            endpoints.add(endpoint(history, "e" + (endpoints.size() + 1), histories.size() <= FEW, charts));
        }
        return new Page(
                Assets.load(),
                TrendReport.conclusion(histories),
                tool,
                endpoints,
                histories.size() - endpoints.size(),
                charts.json());
    }

    private static Endpoint endpoint(History history, String anchor, boolean few, ChartData charts) {
        ObjectNode data = JsonFile.object();
        ObjectNode trend = TrendData.put(data, history.metric(), history.points());
        TrendData.putLevels(trend, history);
        List<Point> points = history.points();
        return new Endpoint(
                Cut.name(history.endpoint()),
                anchor,
                MetricRow.name(history.metric().toString()),
                points.size(),
                points.isEmpty() ? "-" : Figures.spaced(history.metric(), TrendReport.first(history)),
                points.isEmpty() ? "-" : Figures.spaced(history.metric(), TrendReport.last(history)),
                Figures.change(history.change()),
                few || !history.changes().isEmpty(),
                TrendReport.sentences(history),
                !points.isEmpty() && charts.add(anchor, data));
    }
}
