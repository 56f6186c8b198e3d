package analyzer.report.html;

import analyzer.baseline.KeptRun;
import analyzer.baseline.PastRun;
import analyzer.io.JsonFile;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.Metric;
import analyzer.metrics.Quantity;
import analyzer.report.Cut;
import analyzer.report.Figures;
import analyzer.report.InjectorReport;
import analyzer.report.Method;
import analyzer.report.PairedText;
import analyzer.report.Report;
import analyzer.report.SafeText;
import analyzer.report.Words;
import analyzer.trend.History.Point;
import analyzer.verdict.Outcome;
import analyzer.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Renders the page of verdicts: one self-contained file that stays below 1.5 MB. */
public final class HtmlReport {

    private static final int MAX_ROWS = 500;
    private static final int MAX_SECTIONS = 60;
    private static final int MAX_OPEN = 8;
    private static final int MAX_NOTES = 10;
    private static final int MAX_NOTE = 600;
    private static final int MAX_INJECTORS = 200;
    private static final int FEW = 5;

    /**
     * The page of verdicts.
     *
     * @param badge the worst outcome
     * @param measured time of the measurement, and the program that judged it
     * @param baseline heading of the figures that results are compared with
     * @param rows the table of verdicts, worst first
     * @param sections details of each endpoint, worst first
     * @param injectors what each of several injectors measured on its own, one text per simulation; empty for runs of one injector
     * @param threshold share above which a change is a regression
     * @param data chart data, as JSON that is safe within a script element
     */
    public record Page(
            Assets assets,
            Badge badge,
            String headline,
            String measured,
            String baseline,
            List<Row> rows,
            int rowsLeftOut,
            List<Section> sections,
            List<String> notes,
            List<String> injectors,
            String method,
            String threshold,
            String data) {}

    private final Report report;
    private final int rows;
    private final int sections;
    private final Forest.Scale scale;
    private final ChartData chartData;

    private HtmlReport(Report report, int part) {
        this.report = report;
        this.rows = MAX_ROWS / part;
        this.sections = MAX_SECTIONS / part;
        this.scale = Forest.Scale.of(report.verdicts(), report.policy());
        this.chartData = new ChartData(part);
    }

    public static String render(Report report) {
        return Template.render("report.jte", part -> new HtmlReport(report, part).page());
    }

    private Page page() {
        List<Row> shown = new ArrayList<>();
        List<Section> details = new ArrayList<>();
        for (Verdict verdict :
                report.verdicts().subList(0, Math.min(rows, report.verdicts().size()))) {
            boolean isShown = details.size() < sections;
            Row row = Row.of(verdict, isShown ? "e" + (details.size() + 1) : "", scale.of(verdict.policy()));
            shown.add(row);
            if (isShown) {
                details.add(section(verdict, row, details.size() < MAX_OPEN));
            }
        }
        return new Page(
                Assets.load(),
                Badge.of(report.outcome()),
                headline(),
                Figures.minute(report.time()) + ", judged by " + report.tool(),
                PairedText.heading(report.verdicts()),
                shown,
                report.verdicts().size() - shown.size(),
                details,
                notes(),
                report.injectors().stream()
                        .map(run -> InjectorReport.render(run, MAX_INJECTORS))
                        .map(SafeText::of)
                        .toList(),
                Method.of(report),
                threshold(),
                chartData.json());
    }

    private String threshold() {
        boolean ruled = report.verdicts().stream()
                .anyMatch(verdict -> !verdict.policy().rule().isEmpty());
        return Words.share(report.policy().threshold()) + (ruled ? ", or by its rule" : "");
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        report.notes().stream().limit(MAX_NOTES).forEach(note -> notes.add(Cut.to(MAX_NOTE, note)));
        if (report.notes().size() > MAX_NOTES) {
            notes.add("for " + Quantity.of(report.notes().size() - MAX_NOTES, "more note")
                    + ", see the JSON file next to this page");
        }
        return notes;
    }

    private String headline() {
        int all = report.verdicts().size();
        long regressed = report.count(Outcome.REGRESSION);
        long unjudged = report.count(Outcome.CANNOT_JUDGE);
        String of = " of " + Quantity.of(all, "endpoint");
        String unjudgedWords = unjudged + (regressed > 0 ? "" : of) + " could not be judged";
        if (regressed > 0) {
            boolean limits = report.verdicts().stream().anyMatch(Verdict::violatesLimit);
            return regressed
                    + of
                    + (limits ? " regressed or violated a limit" : " regressed")
                    + (unjudged > 0 ? ", " + unjudgedWords : "");
        }
        return unjudged > 0 ? unjudgedWords + ", no regression found" : all + of + " passed";
    }

    private Section section(Verdict verdict, Row row, boolean first) {
        boolean open = verdict.outcome() != Outcome.PASS && first
                || report.outcome() == Outcome.PASS && report.verdicts().size() <= FEW;
        return Section.of(
                verdict,
                row,
                open,
                scale.of(verdict.policy()),
                report.gatlingReports().getOrDefault(verdict.endpoint(), ""),
                charts(verdict, row.anchor()));
    }

    private Section.Charts charts(Verdict verdict, String anchor) {
        Optional<LatencyHistogram> samples = Section.samples(verdict);
        // One run per side is not a trend.
        List<Point> points = verdict.isPaired() ? List.of() : points(verdict);
        ObjectNode data = JsonFile.object();
        data.putArray("commonNames").add(PairedText.heading(List.of(verdict))).add("Candidate");
        samples.ifPresent(candidate -> {
            CurveData.put(data, candidate, Section.keptSamples(verdict));
            TimeData.put(
                    data, verdict.result().flatMap(EndpointResult::timeline).orElseThrow(), verdict);
        });
        putTrend(data, points, verdict);
        if (!chartData.add(anchor, data)) {
            return new Section.Charts(false, false, "There are too many endpoints to chart all of them.");
        }
        String missing = samples.isPresent() || verdict.result().isEmpty()
                ? ""
                : "There are no samples of successful requests to chart: the figures come from "
                        + verdict.result().get().origin() + ".";
        return new Section.Charts(samples.isPresent(), !points.isEmpty(), missing);
    }

    /** The kept runs, followed by the result. */
    private static List<Point> points(Verdict verdict) {
        return Stream.concat(Section.runsBefore(verdict).stream(), verdict.result().map(KeptRun::of).stream())
                .flatMap(run -> Point.of(PastRun.of(run), Metric.P95).stream())
                .toList();
    }

    private void putTrend(ObjectNode data, List<Point> points, Verdict verdict) {
        ObjectNode trend = TrendData.put(data, Metric.P95, points);
        boolean measured = verdict.result()
                .filter(result ->
                        points.stream().anyMatch(point -> point.started().equals(result.started())))
                .isPresent();
        trend.put("candidate", measured);
        TimeData.baselineFigure(verdict, Metric.P95)
                .ifPresent(center -> trend.put("center", ChartData.rounded(center))
                        .put(
                                "limit",
                                ChartData.rounded(center * (1 + verdict.policy().threshold()))));
    }
}
