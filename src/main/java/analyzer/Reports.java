package analyzer;

import analyzer.io.AtomicFile;
import analyzer.io.BadInputException;
import analyzer.io.JsonFile;
import analyzer.io.Parallel;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Timestamp;
import analyzer.report.JUnitReport;
import analyzer.report.JsonReport;
import analyzer.report.MarkdownReport;
import analyzer.report.Report;
import analyzer.report.SafeText;
import analyzer.report.VerdictReport;
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

/** Writes an analysis to the results folder in every format. */
final class Reports {

    /** Contains no time: the test view of a CI system reads every file that matches, and would show old verdicts, too. */
    private static final String JUNIT = "TEST-performance.xml";

    private final Path folder;
    private final String name;

    Reports(Path folder) {
        this(folder, "report");
    }

    /**
     * Reports of another kind of analysis.
     *
     * @param name prefix of the file names
     */
    Reports(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /**
     * Combines the verdicts with everything else that the formats show. Links are relative to the results folder. A pooled run has
     * no report of Gatling's to link to.
     */
    Report of(Inputs inputs, List<Verdict> verdicts, Policy policy) {
        return new Report(
                Main.version(),
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
     * @param summary the console output
     * @return lines with the paths of the files
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
        return "HTML report: " + page + "\nNext to it: " + name + "_" + time + ".json, .md and " + JUNIT + "\nSummary: "
                + text + "\n";
    }

    /**
     * Shows an analysis on the console and in a GitHub Actions job, and writes all formats.
     *
     * @param above the console output above the verdicts
     */
    void publish(
            Report report,
            String above,
            JUnitReport.Unjudged unjudged,
            GitHub gitHub,
            CommandLine commandLine,
            boolean unjudgedIsError) {
        String results = SafeText.printable(above);
        // Also neutralized in the file, because a job prints that.
        String summary = results + VerdictReport.render(report.verdicts());
        boolean colours = commandLine.getColorScheme().ansi().enabled();
        PrintWriter out = commandLine.getOut();
        // First, so that the console shows the verdicts even if a file cannot be written.
        out.println((results + VerdictReport.render(report.verdicts(), colours)).stripTrailing());
        out.println(SafeText.printable(write(report, summary, unjudged)).stripTrailing());
        String annotations = gitHub.annotations(report, unjudgedIsError);
        if (!annotations.isEmpty()) {
            out.println(annotations.stripTrailing());
        }
        gitHub.summarize(report);
    }

    /**
     * Replaces the XML of an earlier analysis for CI, which would be shown as the verdicts of this one, by one that says that nothing
     * was judged. All other reports have a time in their names.
     *
     * @throws BadInputException if the file cannot be written
     */
    static void nothingWasJudged(Path folder, String why) {
        Path file = folder.resolve(JUNIT);
        if (Files.isRegularFile(file)) {
            AtomicFile.write(file, JUnitReport.notJudged(why));
        }
    }

    /**
     * Checks the file of a page before the work for it.
     *
     * @throws BadInputException if it is the root of a file system, which has no folder
     */
    static void requireFile(Path output) {
        if (output.toAbsolutePath().getParent() == null) {
            throw new BadInputException("--output " + output + ": is a folder; specify a file");
        }
    }

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

    /** Gatling's report: next to the log, or next to the folder of stats.json. */
    private static Optional<Path> gatlingReport(String file) {
        Path origin;
        try {
            origin = Path.of(file).toAbsolutePath();
        } catch (InvalidPathException e) {
            // No link to a file name that this locale cannot encode.
            return Optional.empty();
        }
        return Stream.of(origin, origin.getParent())
                .map(path -> path.resolveSibling("index.html"))
                .filter(Files::exists)
                .findFirst();
    }

    /** A relative link, which still works after both folders are moved together, as into a CI artifact. */
    private Optional<String> relative(Path page) {
        try {
            Path relative = folder.toAbsolutePath()
                    .normalize()
                    .relativize(page.toAbsolutePath().normalize());
            return Optional.of(new URI(null, null, relative.toString().replace('\\', '/'), null).toASCIIString());
        } catch (IllegalArgumentException | URISyntaxException e) {
            // No link to another drive, or to a name that no URI can have.
            return Optional.empty();
        }
    }
}
