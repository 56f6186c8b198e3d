package bench;

import analyzer.gatling.RunInfoFile;
import analyzer.metrics.RunInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One {@code mvn verify}. Its time is split by the lines that it prints. */
final class VerifyRun {

    private static final Pattern GOAL = Pattern.compile("\\[INFO\\] --- ([\\w-]+):[^:]+:(\\S+) \\((\\S+)\\) @.*");
    private static final Pattern REPORTS = Pattern.compile("Reports generated, .*: (file:\\S+)");
    private static final Pattern VERDICT = Pattern.compile("(PASS|REGRESSION|CANNOT_JUDGE): .*");
    private static final String MEASURED = "load: measured time";
    private static final String JVM = "load: JVM and Gatling, start and end";

    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final List<Path> folders = new ArrayList<>();
    private String current = "Maven: start";
    private long since;
    private long loadBegan;
    private long loadEnded;
    private String verdict = "none";

    /**
     * A part of the time.
     *
     * @param millis total time, in milliseconds
     * @param times number of occurrences
     */
    record Part(long millis, int times) {

        static final Part NONE = new Part(0, 0);

        double seconds() {
            return millis / 1000.0;
        }

        private Part plus(long more) {
            return new Part(millis + more, times + 1);
        }
    }

    private VerifyRun(long began) {
        since = began;
    }

    /**
     * Runs {@code mvn verify} to its end.
     *
     * @param folder folder for reports; the runs are deleted, because they must not be judged later
     * @param simulations number of simulations that it runs
     * @param options options of Maven
     * @throws BenchException if it fails, or if it does not measure each simulation
     */
    static VerifyRun of(Path folder, int simulations, List<String> options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("mvn", "-B", "-ntp", "-Dstyle.color=never"));
        // On a machine other than that of the baselines a verdict may be missing. That takes the same time.
        words.addAll(List.of("-DOUTPUT_DIR=" + folder, "-DskipTests", "-Dexec.args=--allow-unjudged"));
        words.addAll(options);
        words.add("verify");
        VerifyRun run = new VerifyRun(System.currentTimeMillis());
        StringBuilder output = new StringBuilder();
        int exit;
        try (Child maven = Child.start(words, Redirect.PIPE);
                BufferedReader lines = maven.process().inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                run.see(line, System.currentTimeMillis());
            }
            exit = maven.process().waitFor();
        } finally {
            for (Path left : run.folders) {
                SyntheticRunFolders.delete(left);
            }
        }
        if (exit != 0) {
            throw new BenchException(
                    "mvn verify: failed; its output:\n" + output.substring(Math.max(0, output.length() - 4000)));
        }
        run.mark("", System.currentTimeMillis());
        int measured = run.parts().getOrDefault(MEASURED, Part.NONE).times();
        if (measured != simulations) {
            throw new BenchException("mvn verify: measured " + measured + " simulations, not " + simulations
                    + "; run it manually to see why");
        }
        return run;
    }

    private void see(String line, long now) {
        Matcher goal = GOAL.matcher(line);
        Matcher reports = REPORTS.matcher(line);
        if (goal.matches()) {
            mark(goal.group(2).equals("test") && goal.group(1).contains("gatling") ? JVM : name(goal), now);
        } else if (line.startsWith("Load profile of ")) {
            mark("load: preflight", now);
        } else if (line.startsWith("Simulation ") && line.endsWith(" started...")) {
            mark("", now);
            loadBegan = now;
        } else if (line.startsWith("Parsing log file")) {
            if (loadEnded < loadBegan) {
                loadEnded = now;
                mark("load: Gatling's reports", now);
            }
        } else if (reports.matches()) {
            splitLoad(Path.of(URI.create(reports.group(1))).getParent());
            mark(JVM, now);
        } else if (VERDICT.matcher(line).matches()) {
            verdict = line;
        } else if (line.startsWith("[INFO] BUILD ")) {
            mark("Maven: end", now);
        }
    }

    private static String name(Matcher goal) {
        String plugin = goal.group(1).replaceFirst("^maven-", "").replaceFirst("-maven-plugin$|-plugin$", "");
        return plugin + ":" + goal.group(2);
    }

    /** Splits the time from the first user's start to the last one's end by the run record. */
    private void splitLoad(Path runFolder) {
        folders.add(runFolder);
        RunInfo info = RunInfoFile.read(runFolder).orElseThrow();
        long measuredFrom = info.measuredFrom().toEpochMilli();
        long measured = info.profile().duration().toMillis();
        add("load: login and warm-up", measuredFrom - loadBegan);
        add(MEASURED, measured);
        add("load: last responses", loadEnded - measuredFrom - measured);
    }

    private void mark(String next, long now) {
        if (!current.isEmpty()) {
            add(current, now - since);
        }
        current = next;
        since = now;
    }

    private void add(String part, long millis) {
        parts.put(part, parts.getOrDefault(part, Part.NONE).plus(millis));
    }

    /** The parts in order of their first occurrence. */
    Map<String, Part> parts() {
        return parts;
    }

    /** Time from the start of Maven to its exit status. */
    double seconds() {
        return parts.values().stream().mapToDouble(Part::seconds).sum();
    }

    /** The last line of the table of verdicts. */
    String verdict() {
        return verdict;
    }
}
