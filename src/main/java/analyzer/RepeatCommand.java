package analyzer;

import analyzer.baseline.BaselineFolder;
import analyzer.io.BadInputException;
import analyzer.report.JUnitReport;
import analyzer.report.ReasonText;
import analyzer.report.SafeText;
import analyzer.report.Wrap;
import analyzer.verdict.Judge;
import analyzer.verdict.Outcome;
import analyzer.verdict.Policies;
import analyzer.verdict.Verdict;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Repeats a load, each time in new processes, and judges and keeps each run before the next one begins. */
@Command(
        name = "repeat",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Creates a baseline in one command: repeats the load, and judges and keeps each run.%n",
            "Each run is judged against those before it, and kept by the rules of --save-baselines. Ctrl-C ends the"
                    + " load; finished runs stay in the baseline.%n"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every run of every endpoint is kept",
            "1:a run is a regression compared with those before it",
            "2:wrong usage, or the load failed; the runs before it are kept",
            "3:a run is not kept, and none is a regression"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  Eight runs of all simulations, then three of one, into another folder:",
            "    perf-analyzer repeat",
            "    perf-analyzer repeat --runs 3 --baseline-dir target/mine -- \\",
            "      mvn gatling:test -Dgatling.simulationClass=simulations.LoginSimulation",
            "  Any other Gatling project:",
            "    perf-analyzer repeat --gatling-dir build/reports/gatling -- \\",
            "      gradle gatlingRun"
        })
final class RepeatCommand implements Callable<Integer> {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** Time to wait for Ctrl-C here after the load failed, because it reaches the load and this process simultaneously. */
    private static final long MILLIS_TO_SEE_CTRL_C = 500;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--runs",
            paramLabel = "NUMBER",
            defaultValue = "8",
            description = "Number of runs (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--gatling-dir",
            paramLabel = "DIR",
            defaultValue = "target/gatling",
            description = "Folder to which the load writes its runs (default: ${DEFAULT-VALUE}).")
    private Path gatlingDir;

    @Mixin
    private Folders folders;

    @Mixin
    private PolicyOptions policy;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            description = "Command that runs the load once (default: mvn -B -ntp gatling:test).")
    private List<String> command = new ArrayList<>();

    private final GitHub gitHub;
    private Optional<Process> load = Optional.empty();
    private int kept;
    private boolean stopped;

    RepeatCommand(GitHub gitHub) {
        this.gitHub = gitHub;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (runs < 1) {
            throw new ParameterException(spec.commandLine(), "--runs must be at least 1");
        }
        if (command.isEmpty()) {
            command = List.of(File.separatorChar == '\\' ? "mvn.cmd" : "mvn", "-B", "-ntp", "gatling:test");
        }
        // Before the first load, so that a mistake costs only seconds.
        folders.create();
        folders.readBaselines();
        policy.requireReadable();
        Thread atCtrlC = new Thread(this::stop, "stop");
        Runtime.getRuntime().addShutdownHook(atCtrlC);
        try {
            return repeat();
        } finally {
            if (!isStopped()) {
                Runtime.getRuntime().removeShutdownHook(atCtrlC);
            }
        }
    }

    private int repeat() throws InterruptedException {
        print("Repeating " + runs + (runs == 1 ? " time: " : " times: ") + shown() + "\nOutput: "
                + folders.results().resolve("repeat_<number>.log"));
        int worst = ExitCode.OK;
        Duration all = Duration.ZERO;
        for (int i = 1; i <= runs; i++) {
            Instant start = Instant.now();
            long nanos = System.nanoTime();
            runOnce(i);
            Duration took = Duration.ofNanos(System.nanoTime() - nanos);
            all = all.plus(took);
            int exitCode = judgeAndKeep(i, start);
            worst = exitCode == ExitCode.REGRESSION || worst == ExitCode.OK ? exitCode : worst;
            print("Run " + i + " of " + runs + " took " + words(took) + left(all, i));
        }
        print(kept + " of " + runs + (runs == 1 ? " run is" : " runs are") + " kept"
                + (kept == runs && worst != ExitCode.OK ? ", but not for every endpoint" : ""));
        return worst;
    }

    /** The number of remaining runs, and the time they take if they go on as before. */
    private String left(Duration all, int done) {
        if (done == runs) {
            return "";
        }
        Duration left = all.multipliedBy(runs - done).dividedBy(done);
        return "; " + (runs - done) + (runs - done == 1 ? " more takes about " : " more take about ") + words(left)
                + ", until " + MINUTE.format(LocalTime.now().plus(left));
    }

    private void runOnce(int number) throws InterruptedException {
        Path log = log(number);
        String what = what(number);
        Process process = start(log, what);
        int status = process.waitFor();
        if (status != 0) {
            Thread.sleep(MILLIS_TO_SEE_CTRL_C);
            throw new BadInputException(
                    what + "ended with exit status " + status + "; see " + log + "; " + kept() + " kept");
        }
    }

    private Path log(int number) {
        return folders.results().resolve("repeat_" + number + ".log");
    }

    private String what(int number) {
        return "run " + number + " of " + runs + ": '" + shown() + "' ";
    }

    /** The program of the load. Its arguments can contain secrets, which no log or summary must show. */
    private String shown() {
        return command.get(0) + (command.size() > 1 ? " ..." : "");
    }

    private synchronized Process start(Path log, String what) {
        if (Files.exists(log) && !Files.isRegularFile(log)) {
            // Opening a pipe would block, and so would Ctrl-C.
            throw new BadInputException(log + ": is not a regular file; move it away");
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()));
            // A load with DURATION=auto must use the baselines that judge it here.
            builder.environment()
                    .put("BASELINE_DIR", folders.baselines().toAbsolutePath().toString());
            Process process = builder.start();
            load = Optional.of(process);
            return process;
        } catch (IOException e) {
            throw new BadInputException(
                    what + "cannot be started (" + BadInputException.reason(e) + "); check the command", e);
        }
    }

    private static File nothing() {
        return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }

    /** Synchronized, so that Ctrl-C leaves either all baselines without the run or all with it. */
    private synchronized int judgeAndKeep(int number, Instant start) {
        BaselineFolder baselines = folders.readBaselines();
        Inputs inputs = InputReader.readRuns(gatlingDir, Optional.of(start))
                .orElseThrow(() -> new BadInputException(what(number) + "left no run in " + gatlingDir
                        + "; check --gatling-dir, and see " + log(number)))
                .select(folders.endpoints(), baselines);
        Policies policies = policy.policiesOfSome(inputs.known(), note -> print(Wrap.lines("Note: " + note, 0, 6)));
        inputs.writeStatistics();
        // A load of one simulation leaves the baselines of others alone, unless they were selected.
        boolean judgesMissing =
                inputs.results().isEmpty() || !folders.endpoints().isEmpty();
        List<Verdict> verdicts = judgesMissing
                ? inputs.judge(policies, baselines)
                : new Judge(policies).judge(inputs.results(), baselines::of);
        BaselineUpdate.Update update = BaselineUpdate.apply(baselines, verdicts, false);
        update.lines().forEach(line -> print(Wrap.lines("Run " + number + " of " + runs + ": " + line, 0, 2)));
        verdicts.stream()
                .filter(verdict -> verdict.outcome() == Outcome.REGRESSION)
                .forEach(verdict -> print(Wrap.lines(
                        "Run " + number + " of " + runs + ": REGRESSION: " + verdict.endpoint() + ", "
                                + ReasonText.of(verdict.reasons()),
                        0,
                        2)));
        if (!update.saved().isEmpty()) {
            kept++;
        }
        if (number == runs) {
            Reports reports = new Reports(folders.results());
            reports.publish(
                    reports.of(inputs, verdicts, policies.usual()),
                    "",
                    JUnitReport.Unjudged.ERROR,
                    gitHub,
                    spec.commandLine(),
                    true);
        }
        if (verdicts.stream().anyMatch(verdict -> verdict.outcome() == Outcome.REGRESSION)) {
            return ExitCode.REGRESSION;
        }
        return update.saved().size() == verdicts.size() ? ExitCode.OK : ExitCode.CANNOT_JUDGE;
    }

    private synchronized void stop() {
        stopped = true;
        load.ifPresent(process -> {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        });
        spec.commandLine().getErr().println("perf-analyzer: stopped; " + kept() + " kept");
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private String kept() {
        return kept == 0 ? "no run is" : kept == 1 ? "1 finished run is" : kept + " finished runs are";
    }

    private static String words(Duration time) {
        long seconds = Math.round(time.toMillis() / 1000.0);
        return seconds < 60 ? seconds + "s" : seconds / 60 + "m " + seconds % 60 + "s";
    }

    private void print(String text) {
        spec.commandLine().getOut().println(SafeText.printable(text).stripTrailing());
    }
}
