package bench;

import analyzer.metrics.GeneratorHealth.DelayPercentiles;
import bench.LoadRun.Load;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import simulations.LiveSimulation;

/**
 * Maximum load: LiveSimulation and hey alternately, on a plain nginx on this machine, which shares the processors with them.
 */
final class LoadBench implements Bench {

    private static final double GOAL = 0.7;
    private static final Path HOME = Path.of("target", "bench", "load");

    /** hey is compiled ahead of time; only its connections and nginx need a warm-up. */
    private static final Duration HEY_WARM_UP = Duration.ofSeconds(1);

    private static final String OURS = "LiveSimulation";
    private static final String HEY = "hey";

    /** One repetition of one contender. A figure that it does not report is NaN. */
    private record Measured(double perSecond, double cpuMicros, double garbage, double loopsP99, boolean judged) {

        static Measured of(LoadRun run) {
            return new Measured(
                    run.perSecond(),
                    run.cpuMicros(),
                    run.garbage(),
                    run.loopDelays().map(DelayPercentiles::p99Millis).orElse(Double.NaN),
                    run.result().flaws().isEmpty());
        }

        static Measured of(Hey hey) {
            return new Measured(hey.perSecond(), hey.cpuMicros(), Double.NaN, Double.NaN, true);
        }
    }

    @Override
    public String name() {
        return "load";
    }

    @Override
    public List<String> programs() {
        return List.of(Nginx.PROGRAM, HEY);
    }

    @Override
    public void run(Size size, PrintStream out) throws IOException, InterruptedException {
        Table table = Table.of(
                "users",
                OURS + ", 1/s",
                HEY + ", 1/s",
                OURS + " to " + HEY,
                "goal",
                "CPU us/request: " + OURS,
                HEY,
                "garbage B/request: " + OURS,
                "event loops P99 ms: " + OURS,
                "judged");
        try (Nginx nginx = Nginx.start(HOME.resolve("nginx"))) {
            for (int users : size.of(List.of(10, 100, 1000), List.of(10))) {
                Load load = new Load(users, LoadRun.warmUp(size), Duration.ofSeconds(size.of(8, 1)));
                addRow(table, users, measure(nginx.url(), load, size.of(2, 1)));
            }
        }
        out.println(table);
        out.printf(
                Locale.ROOT,
                "No request failed. Goal: at least %.1f of hey, by the median of the ratios within each round.%n",
                GOAL);
    }

    private static void addRow(Table table, int users, Map<String, List<Measured>> taken) {
        Samples ratio = Samples.ratio(taken.get(OURS), taken.get(HEY), Measured::perSecond);
        table.row(
                users,
                samples(taken, OURS, Measured::perSecond).text(0),
                samples(taken, HEY, Measured::perSecond).text(0),
                ratio.text(2),
                Goal.atLeast(GOAL, ratio.median()),
                samples(taken, OURS, Measured::cpuMicros).text(1),
                samples(taken, HEY, Measured::cpuMicros).text(1),
                samples(taken, OURS, Measured::garbage).text(0),
                samples(taken, OURS, Measured::loopsP99).text(1),
                taken.get(OURS).stream().filter(Measured::judged).count() + " of "
                        + taken.get(OURS).size());
    }

    private static Map<String, List<Measured>> measure(String url, Load load, int rounds)
            throws IOException, InterruptedException {
        return new Turns<Measured>()
                .with(
                        OURS,
                        () -> Measured.of(LoadRun.of(LiveSimulation.class, url, load, List.of(), HOME.resolve("ours"))))
                .with(HEY, () -> Measured.of(Hey.run(url, load.users(), HEY_WARM_UP, load.duration())))
                .take(0, rounds);
    }

    private static Samples samples(
            Map<String, List<Measured>> taken, String contender, ToDoubleFunction<Measured> figure) {
        return Samples.of(taken.get(contender), figure);
    }
}
