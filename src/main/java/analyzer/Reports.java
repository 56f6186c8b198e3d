package analyzer;

import analyzer.io.AtomicFile;
import analyzer.io.JsonFile;
import analyzer.io.Parallel;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Timestamp;
import analyzer.report.JUnitReport;
import analyzer.report.JsonReport;
import analyzer.report.MarkdownReport;
import analyzer.report.Report;
import analyzer.report.Terminal;
import analyzer.report.WorkflowCommands;
import analyzer.report.html.HtmlReport;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Writes an analysis in every format into the results folder. */
final class Reports {

    /** One name for all times: the test view of a CI system reads every file that fits, and older ones are no news. */
    private static final String JUNIT = "TEST-performance.xml";

    private final Path folder;
    private final String name;

    Reports(Path folder) {
        this(folder, "report");
    }

    /**
     * Reports of another kind of analysis.
     *
     * @param name what the names of its files begin with
     */
    Reports(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /**
     * The verdicts with all that the formats show beside them; links are relative to the results folder. Gatling wrote no
     * report of a pooled run.
     */
    Report of(Inputs inputs, List<Verdict> verdicts, Policy policy) {
        return new Report(
                VersionProvider.version(),
                inputs.newest().orElseGet(Instant::now),
                policy,
                verdicts,
                inputs.notes(),
                inputs.pooled().isEmpty() ? gatlingReports(inputs.results()) : Map.of(),
                inputs.pooled());
    }

    /**
     * Writes all formats.
     *
     * @param summary what the console shows
     * @return lines that say where they are
     */
    private String write(Report report, String summary, JUnitReport.Unjudged unjudged) {
        String time = Timestamp.format(report.time());
        Path text = folder.resolve((name.equals("report") ? "summary" : name) + "_" + time + ".txt");
        Path page = folder.resolve(name + "_" + time + ".html");
        Parallel.run(
                () -> AtomicFile.write(text, summary),
                () -> writePage(report, page),
                () -> AtomicFile.write(folder.resolve(name + "_" + time + ".md"), MarkdownReport.render(report)),
                () -> AtomicFile.write(folder.resolve(JUNIT), JUnitReport.render(report, unjudged)),
                () -> JsonFile.write(folder.resolve(name + "_" + time + ".json"), JsonReport.of(report)));
        return "Page: " + page + "\nAs data: " + name + "_" + time + ".json, .md and " + JUNIT + " beside it\nSummary: "
                + text + "\n";
    }

    /**
     * Shows an analysis on the console and in a job of GitHub Actions, and writes all formats.
     *
     * @param text what the console shows
     */
    void publish(
            Report report,
            String text,
            JUnitReport.Unjudged unjudged,
            GitHub gitHub,
            CommandLine commandLine,
            boolean unjudgedIsError) {
        // The file, too: a job shows it by printing it.
        String summary = WorkflowCommands.defused(Terminal.safe(text));
        boolean colours = commandLine.getColorScheme().ansi().enabled();
        PrintWriter out = commandLine.getOut();
        // First, because a file that cannot be written must not keep the verdicts from whoever reads the console.
        out.println((colours ? Terminal.coloured(summary) : summary).stripTrailing());
        out.println(gitHub.console(write(report, summary, unjudged)).stripTrailing());
        String annotations = gitHub.annotations(report, unjudgedIsError);
        if (!annotations.isEmpty()) {
            out.println(annotations.stripTrailing());
        }
        gitHub.summarize(report);
    }

    /**
     * Puts into the place of an earlier analysis's XML for CI that this one judged nothing: that one would be shown as its outcome.
     * All other reports have a time in their names.
     *
     * @throws BadInputException if it cannot be written
     */
    static void nothingWasJudged(Path folder, String why) {
        Path file = folder.resolve(JUNIT);
        if (Files.isRegularFile(file)) {
            AtomicFile.write(file, JUnitReport.notJudged(why));
        }
    }

    /** Writes the page alone. */
    static Path writePage(Report report, Path file) {
        AtomicFile.write(file, HtmlReport.render(report));
        return file;
    }

    private Map<String, String> gatlingReports(List<EndpointResult> results) {
        Map<String, String> links = new TreeMap<>();
        for (EndpointResult result : results) {
            gatlingReport(result.origin())
                    .flatMap(this::relative)
                    .ifPresent(link -> links.put(result.endpoint(), link));
        }
        return links;
    }

    /** Beside the log, or above the folder of stats.json. */
    private static Optional<Path> gatlingReport(String file) {
        Path origin;
        try {
            origin = Path.of(file).toAbsolutePath();
        } catch (InvalidPathException e) {
            // The name was read from the folder, in a locale that has no bytes for it: then there is no link.
            return Optional.empty();
        }
        return Stream.of(origin, origin.getParent())
                .map(path -> path.resolveSibling("index.html"))
                .filter(Files::exists)
                .findFirst();
    }

    /** Relative, so that the link holds where both folders are moved together, as into the artifact of a CI job. */
    private Optional<String> relative(Path page) {
        try {
            Path relative = folder.toAbsolutePath()
                    .normalize()
                    .relativize(page.toAbsolutePath().normalize());
            return Optional.of(new URI(null, null, relative.toString().replace('\\', '/'), null).toASCIIString());
        } catch (IllegalArgumentException | URISyntaxException e) {
            // On another drive, or of a name that no address can have: then there is no link.
            return Optional.empty();
        }
    }
}
