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

    private HtmlTrend() {}

    /** @param histories one per endpoint, in the order to show them */
    public static String render(List<History> histories, String tool) {
        return Template.render("trend.jte", part -> page(histories, tool, part));
    }

    private static TrendPage page(List<History> histories, String tool, int part) {
        ChartData charts = new ChartData(part);
        List<TrendPage.Endpoint> endpoints = new ArrayList<>();
        for (History history : histories.subList(0, Math.min(MAX_ROWS / part, histories.size()))) {
            endpoints.add(endpoint(history, "e" + (endpoints.size() + 1), histories.size() <= FEW, charts));
        }
        return new TrendPage(
                Assets.load(),
                TrendReport.conclusion(histories),
                tool,
                endpoints,
                histories.size() - endpoints.size(),
                charts.json());
    }

    private static TrendPage.Endpoint endpoint(History history, String anchor, boolean few, ChartData charts) {
        ObjectNode data = JsonFile.object();
        ObjectNode trend = TrendData.put(data, history.metric(), history.points());
        TrendData.putLevels(trend, history);
        List<Point> points = history.points();
        return new TrendPage.Endpoint(
                Cut.name(history.endpoint()),
                anchor,
                MetricRow.name(history.metric()),
                points.size(),
                points.isEmpty() ? "-" : Figures.spaced(history.metric(), TrendReport.first(history)),
                points.isEmpty() ? "-" : Figures.spaced(history.metric(), TrendReport.last(history)),
                Figures.change(history.change()),
                few || !history.changes().isEmpty(),
                TrendReport.sentences(history),
                !points.isEmpty() && charts.add(anchor, data));
    }
}
