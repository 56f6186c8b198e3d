package analyzer.report.html;

import analyzer.baseline.KeptRun;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.Metric;
import analyzer.report.Figures;
import analyzer.report.Method;
import analyzer.report.Report;
import analyzer.trend.Point;
import analyzer.verdict.Comparison;
import analyzer.verdict.Outcome;
import analyzer.verdict.Verdict;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The page of verdicts: one file that needs no other and stays below 1.5 MB, whatever was measured. */
public final class HtmlReport {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);
    private static final int MAX_ROWS = 500;
    private static final int MAX_SECTIONS = 60;
    private static final int MAX_OPEN = 8;
    private static final int FEW = 5;

    private final Report report;
    private final Forest.Scale scale;
    private final ChartBudget budget = new ChartBudget();

    private HtmlReport(Report report) {
        this.report = report;
        this.scale = Forest.Scale.of(report.verdicts(), report.policy());
    }

    public static String render(Report report) {
        return Template.render("report.jte", new HtmlReport(report).page());
    }

    private ReportPage page() {
        List<Row> rows = new ArrayList<>();
        List<Section> sections = new ArrayList<>();
        for (Verdict verdict : report.verdicts()
                .subList(0, Math.min(MAX_ROWS, report.verdicts().size()))) {
            int number = rows.size() + 1;
            boolean told = number <= MAX_SECTIONS;
            Row row = Row.of(verdict, told ? "e" + number : "", scale, report.policy());
            rows.add(row);
            if (told) {
                sections.add(section(verdict, row));
            }
        }
        return new ReportPage(
                Assets.load(),
                Badge.of(report.outcome()),
                headline(),
                MINUTE.format(report.time().atOffset(ZoneOffset.UTC)) + ", judged by " + report.tool(),
                rows,
                report.verdicts().size() - rows.size(),
                sections,
                report.notes(),
                Method.of(report.policy()),
                Figures.roundShare(report.policy().threshold()),
                budget.json());
    }

    private String headline() {
        int all = report.verdicts().size();
        long regressed = report.count(Outcome.REGRESSION);
        long unjudged = report.count(Outcome.CANNOT_JUDGE);
        String of = " of " + all + (all == 1 ? " endpoint" : " endpoints");
        String unjudgedWords = unjudged + (regressed > 0 ? "" : of) + " could not be judged";
        if (regressed > 0) {
            return regressed + of + " got worse" + (unjudged > 0 ? ", " + unjudgedWords : "");
        }
        return unjudged > 0 ? unjudgedWords + ", none got worse for certain" : all + of + " passed";
    }

    private Section section(Verdict verdict, Row row) {
        boolean open = verdict.outcome() != Outcome.PASS && number(row) <= MAX_OPEN
                || report.outcome() == Outcome.PASS && report.verdicts().size() <= FEW;
        return Section.of(
                verdict,
                row,
                open,
                scale,
                report.gatlingReports().getOrDefault(verdict.endpoint(), ""),
                charts(verdict, row.anchor()));
    }

    private static int number(Row row) {
        return Integer.parseInt(row.anchor().substring(1));
    }

    private Section.Charts charts(Verdict verdict, String anchor) {
        Optional<LatencyHistogram> samples = Section.samples(verdict);
        List<Point> points = points(verdict);
        ObjectNode data = ChartBudget.charts();
        data.putArray("commonNames").add("Baseline").add("This run");
        samples.ifPresent(candidate -> {
            CurveData.put(data, candidate, Section.keptSamples(verdict));
            TimeData.put(
                    data, verdict.result().flatMap(EndpointResult::timeline).orElseThrow(), verdict);
        });
        putTrend(data, points, verdict);
        if (!budget.add(anchor, data)) {
            return new Section.Charts(false, false, "There are too many endpoints for the charts of all of them.");
        }
        String missing = samples.isPresent() || verdict.result().isEmpty()
                ? ""
                : "There are no samples of a successful request to draw: the figures come from "
                        + verdict.result().get().origin() + ".";
        return new Section.Charts(samples.isPresent(), !points.isEmpty(), missing);
    }

    /** The kept runs, and the result after them. */
    private static List<Point> points(Verdict verdict) {
        List<Point> points = new ArrayList<>();
        Section.runsBefore(verdict).forEach(run -> points.add(Point.of(run, Metric.P95)));
        verdict.result().ifPresent(result -> points.add(Point.of(KeptRun.of(result), Metric.P95)));
        points.removeIf(point -> !(point.value() >= 0) || Double.isInfinite(point.value()));
        return points;
    }

    private void putTrend(ObjectNode data, List<Point> points, Verdict verdict) {
        ObjectNode trend = TrendData.put(data, Metric.P95, points);
        boolean measured = verdict.result()
                .filter(result -> !Double.isNaN(result.figure(Metric.P95)))
                .isPresent();
        trend.put("candidate", measured);
        verdict.comparisons().stream()
                .filter(comparison -> comparison.metric() == Metric.P95)
                .map(Comparison::baseline)
                .filter(center -> center > 0 && !Double.isInfinite(center))
                .findFirst()
                .ifPresent(center -> trend.put("center", Rounded.of(center))
                        .put("limit", Rounded.of(center * (1 + report.policy().threshold()))));
    }
}
