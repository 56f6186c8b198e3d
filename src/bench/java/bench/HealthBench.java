package bench;

import bench.RecordingInTurns.Recorded;
import bench.Slice.Pair;
import bench.Slice.Plan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cost, in throughput, of recording the generator's health, the target's usage and the slowest requests, and of looks at the growing
 * log. The load is the one where they cost most: users never pause, and the server responds immediately, so that all CPU time is
 * needed. See {@link RecordingInTurns}.
 */
final class HealthBench implements Bench {

    private static final double GOAL = 0.99;
    private static final int USERS = 10;

    private static final Plan PLAN = new Plan(11, 200, Duration.ofSeconds(1));

    /** Half a minute, repeated in several runs, because a look reads the whole log. In a longer run looks are rarer. */
    private static final Plan PLAN_OF_LOOKS = new Plan(11, 15, Duration.ofSeconds(1));

    private static final int RUNS_OF_LOOKS = 8;

    private static final Path HOME = Path.of("target", "bench", "health");

    @Override
    public String name() {
        return "health";
    }

    @Override
    public List<String> programs() {
        return List.of(Nginx.PROGRAM);
    }

    @Override
    public void run(Size size, PrintStream out) throws IOException, InterruptedException {
        Table table = Table.of(
                "recorded",
                "users",
                "pairs",
                "1/s without",
                "with recording / without",
                "95 % interval",
                "CPU of the threads that record",
                "goal");
        Plan plan = size.of(PLAN, Plan.SMOKE);
        try (Nginx nginx = Nginx.start(HOME.resolve("nginx"))) {
            for (Recorded recorded : Recorded.values()) {
                boolean looks = recorded == Recorded.LOOKS;
                List<Pair> pairs = new ArrayList<>();
                for (int run = 0; run < size.of(looks ? RUNS_OF_LOOKS : 1, 1); run++) {
                    pairs.addAll(measure(nginx.url(), looks ? size.of(PLAN_OF_LOOKS, plan) : plan, recorded));
                }
                row(table, recorded, pairs);
            }
        }
        out.println(table);
        out.printf(
                Locale.ROOT,
                "%s%nThe target is read every %.1f s, as both sides of a paired run, with a page of metrics of %d KB each time;%n"
                        + "with DURATION=auto every 1 s.%n"
                        + "A look reads the whole log, including the warm-up; one look in each slice, in runs of %d pairs.%n"
                        + "The slowest requests are found on the event loops, without a separate thread.%n"
                        + "Geometric mean of the pairs' ratios and Student's interval. Goal: at least %.2f.%n",
                plan.text(),
                plan.length().toMillis() * RecordingInTurns.LONGER / 20e3,
                Nginx.METRICS_BYTES / 1000,
                size.of(PLAN_OF_LOOKS, plan).pairs(),
                GOAL);
    }

    private static void row(Table table, Recorded recorded, List<Pair> pairs) {
        MeanRatio ratio = MeanRatio.of(pairs.stream().map(Pair::ratio).toList());
        table.row(
                recorded.name().toLowerCase(Locale.ROOT),
                USERS,
                pairs.size(),
                Samples.of(pairs, pair -> pair.off().perSecond()).text(0),
                String.format(Locale.ROOT, "%.4f", ratio.mean()),
                ratio.interval(),
                String.format(
                        Locale.ROOT,
                        "%.2f %% of the machine",
                        100
                                * pairs.stream()
                                        .mapToDouble(pair -> pair.on().cpuShare())
                                        .average()
                                        .orElseThrow()),
                ratio.reaches(GOAL));
    }

    private static List<Pair> measure(String url, Plan plan, Recorded recorded)
            throws IOException, InterruptedException {
        Path home = HOME.resolve("run");
        List<Pair> pairs = plan.run(
                RecordingInTurns.class, url, USERS, List.of("-D" + RecordingInTurns.RECORDED + "=" + recorded), home);
        // The log has hundreds of megabytes.
        SyntheticRunFolders.delete(home);
        return pairs;
    }
}
