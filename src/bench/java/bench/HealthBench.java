package bench;

import bench.LoadRun.Load;
import bench.RecordedSlice.Pair;
import bench.RecordedSlice.Plan;
import bench.RecordingInTurns.Recorded;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What recording the generator's health, recording what the target uses, and looking at the log while it grows cost in throughput,
 * where they cost most: users that never pause on a server that answers at once, so that every bit of CPU time is missed. See
 * {@link RecordingInTurns}.
 */
final class HealthBench implements Bench {

    private static final double GOAL = 0.98;
    private static final double GOAL_OF_TARGET = 0.99;
    private static final double GOAL_OF_LOOKS = 0.99;
    private static final int USERS = 10;

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
        Plan plan = size.of(new Plan(200, Duration.ofSeconds(1)), new Plan(2, Duration.ofMillis(300)));
        // A look reads all that is logged, so these are as many runs of half a minute; in a longer one looks are rarer.
        Plan ofLooks = size.of(new Plan(15, Duration.ofSeconds(1)), new Plan(2, Duration.ofMillis(300)));
        Duration warmUp = Duration.ofSeconds(size.of(20, 1));
        Table table = Table.of(
                "recorded",
                "users",
                "pairs",
                "1/s without",
                "with recording / without",
                "95 % interval",
                "CPU of the threads that record",
                "goal");
        try (Nginx nginx = Nginx.start(HOME.resolve("nginx"))) {
            row(table, Recorded.HEALTH, measure(nginx.url(), plan, warmUp, Recorded.HEALTH), GOAL);
            row(table, Recorded.TARGET, measure(nginx.url(), plan, warmUp, Recorded.TARGET), GOAL_OF_TARGET);
            List<Pair> looks = new ArrayList<>();
            for (int run = 0; run < size.of(8, 1); run++) {
                looks.addAll(measure(nginx.url(), ofLooks, warmUp, Recorded.LOOKS));
            }
            row(table, Recorded.LOOKS, looks, GOAL_OF_LOOKS);
        }
        out.println(table);
        out.printf(
                Locale.ROOT,
                "Pairs of slices of %.1f s, with and without, in one JVM, in an order drawn with seed %d; the first %.2f s of each"
                        + " slice do not count.%nThe target is read every %.1f s, as both sides of a paired run; a"
                        + " run of open end reads it every 0.5 s.%n"
                        + "A look reads the whole log, that of %d s of warm-up, too; runs of %d s for it, one look in each"
                        + " slice.%n"
                        + "Geometric mean of the pairs' ratios and Student's interval. Goals: at least %.2f, %.2f and %.2f.%n",
                plan.slice().toMillis() / 1e3,
                Plan.SEED,
                plan.uncounted().toMillis() / 1e3,
                plan.slice().toMillis() * RecordingInTurns.LONGER / 20e3,
                warmUp.toSeconds(),
                ofLooks.duration().toSeconds(),
                GOAL,
                GOAL_OF_TARGET,
                GOAL_OF_LOOKS);
    }

    private static void row(Table table, Recorded recorded, List<Pair> pairs, double goal) {
        MeanRatio ratio = MeanRatio.of(pairs.stream().map(Pair::ratio).toList());
        table.row(
                recorded.name().toLowerCase(Locale.ROOT),
                USERS,
                pairs.size(),
                Samples.of(pairs, pair -> pair.without().perSecond()).text(0),
                String.format(Locale.ROOT, "%.4f", ratio.mean()),
                ratio.interval(),
                String.format(
                        Locale.ROOT,
                        "%.2f %% of the machine",
                        100
                                * pairs.stream()
                                        .mapToDouble(pair -> pair.with().cpuShare())
                                        .average()
                                        .orElseThrow()),
                ratio.reaches(goal));
    }

    private static List<Pair> measure(String url, Plan plan, Duration warmUp, Recorded recorded)
            throws IOException, InterruptedException {
        Path home = HOME.resolve("run");
        Path slices = HOME.resolve("slices");
        LoadRun.of(
                RecordingInTurns.class,
                url,
                new Load(USERS, warmUp, plan.duration()),
                List.of(
                        "-D" + RecordingInTurns.RECORDED + "=" + recorded,
                        "-D" + RecordingInTurns.SLICES + "=" + slices,
                        "-D" + RecordingInTurns.PAIRS + "=" + plan.pairs(),
                        "-D" + RecordingInTurns.SLICE_MILLIS + "="
                                + plan.slice().toMillis()),
                home);
        // Some 200 MB of log.
        RunFolders.delete(home);
        return RecordedSlice.read(slices);
    }
}
