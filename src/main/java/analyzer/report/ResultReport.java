package analyzer.report;

import analyzer.metrics.CoordinatedOmission;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Quantity;
import analyzer.metrics.RunInfo;
import analyzer.metrics.SummaryStatistics;
import java.nio.file.Path;
import java.util.Optional;

/** Renders the figures of one endpoint in one run, and its failures. */
public final class ResultReport {

    private static final int SHOWN_ERRORS = 5;

    private ResultReport() {}

    /**
     * Renders the block of an endpoint.
     *
     * @param resultsFile the CSV file with the figures; empty if they are not fit for one
     */
    public static String render(EndpointResult result, Optional<Path> resultsFile) {
        SummaryStatistics metrics = result.metrics();
        StringBuilder text = new StringBuilder();
        Wrap.line(text, "Endpoint: %s", SafeText.name(result.endpoint()));
        Wrap.line(text, "Results file: %s", resultsFile.map(Path::toString).orElse("none, see the verdict"));
        result.run().map(RunInfo::profile).ifPresent(profile -> text.append(Wrap.lines("Load: " + profile, 2, 4)));
        result.run()
                .flatMap(MeasuredTime::text)
                .ifPresent(words -> text.append(Wrap.lines("Duration auto: " + words, 2, 4)));
        result.health().ifPresent(health -> text.append(Wrap.lines(GeneratorText.of(health), 2, 4)));
        Wrap.line(text, "  Requests: %d, failed: %d", metrics.totalRequests(), result.failed());
        result.run()
                .flatMap(RunInfo::arrivals)
                .ifPresent(arrivals -> Wrap.line(
                        text,
                        "  Arrivals: %d, at most %d in progress, %d late",
                        arrivals.measured(),
                        arrivals.mostAtOnce(),
                        arrivals.late()));
        result.throughputPerSecond().ifPresent(rate -> Wrap.line(text, "  Throughput: %.1f/s", rate));
        Wrap.line(text, "  Response time avg: %s", Figures.millis(metrics.avgMillis()));
        Wrap.line(text, "  Response time min: %s", Figures.millis(metrics.minMillis()));
        Wrap.line(text, "  Response time max: %s", Figures.millis(metrics.maxMillis()));
        Wrap.line(text, "  Response time p50: %s", Figures.millis(metrics.p50Millis()));
        Wrap.line(text, "  Response time p95: %s", Figures.millis(metrics.p95Millis()));
        Wrap.line(text, "  Response time p99: %s", Figures.millis(metrics.p99Millis()));
        result.batches()
                // With pauses or open load the response time is not the interval between two requests of a user.
                .filter(batches -> result.run()
                        .filter(run -> !run.profile().isBackToBack())
                        .isEmpty())
                .map(batches -> CoordinatedOmission.percentile(batches.pooled(), 99))
                .ifPresent(p99 -> Wrap.line(
                        text, "  Response time p99: %s, corrected for coordinated omission", Figures.millis(p99)));
        TargetText.lines(result).forEach(words -> text.append(Wrap.lines(words, 2, 4)));
        PairedText.lines(result).forEach(words -> text.append(Wrap.lines(words, 2, 4)));
        result.commonErrors().stream()
                .limit(SHOWN_ERRORS)
                .forEach(error -> text.append(
                        Wrap.lines("Failed " + Quantity.of(error.getValue(), "time") + ": " + error.getKey(), 2, 4)));
        if (result.errors().size() > SHOWN_ERRORS) {
            Wrap.line(
                    text, "  ... and %s of failure", Quantity.of(result.errors().size() - SHOWN_ERRORS, "other kind"));
        }
        return text.toString();
    }
}
