package analyzer.report.html;

import analyzer.report.Figures;
import analyzer.report.TrendReport;
import analyzer.trend.History;
import analyzer.trend.Point;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The page of histories: every endpoint over its kept runs, with the changes of its level. */
public final class HtmlTrend {

    private static final int MAX_NAME = 200;
    private static final int FEW = 8;

    private HtmlTrend() {}

    /** @param histories one per endpoint, in the order to show them */
    public static String render(List<History> histories, String tool) {
        ChartBudget budget = new ChartBudget();
        List<TrendPage.Endpoint> endpoints = new ArrayList<>();
        for (History history : histories) {
            endpoints.add(endpoint(history, "e" + (endpoints.size() + 1), histories.size() <= FEW, budget));
        }
        return Template.render(
                "trend.jte",
                new TrendPage(Assets.load(), TrendReport.conclusion(histories), tool, endpoints, budget.json()));
    }

    private static TrendPage.Endpoint endpoint(History history, String anchor, boolean few, ChartBudget budget) {
        ObjectNode data = ChartBudget.charts();
        ObjectNode trend = TrendData.put(data, history.metric(), history.points());
        TrendData.putLevels(trend, history);
        List<Point> points = history.points();
        return new TrendPage.Endpoint(
                Cut.to(MAX_NAME, history.endpoint()),
                anchor,
                MetricRow.name(history.metric()),
                points.size(),
                points.isEmpty() ? "-" : Figures.spaced(history.metric(), TrendReport.first(history)),
                points.isEmpty() ? "-" : Figures.spaced(history.metric(), TrendReport.last(history)),
                Figures.change(history.change()),
                few || !history.changes().isEmpty(),
                TrendReport.sentences(history),
                !points.isEmpty() && budget.add(anchor, data));
    }
}
