package bench;

import analyzer.metrics.Hiccups;
import bench.LoadRun.Load;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import simulations.LiveSimulation;

/**
 * How much load our simulation generates: LiveSimulation, the least that Gatling can do ({@link BareSimulation}) and hey, in
 * turns, on a plain nginx of this machine, which shares its processors with them.
 */
final class LoadBench implements Bench {

    private static final double GOAL_BARE = 0.9;
    private static final double GOAL_HEY = 0.7;
    private static final Path HOME = Path.of("target", "bench", "load");

    private static final String OURS = "LiveSimulation";
    private static final String BARE = "bare loop";
    private static final String HEY = "hey";

    /** One repetition of one contender; what one does not tell is not a number. */
    private record Measured(double perSecond, double cpuMicros, double garbage, double loopsP99, boolean judged) {

        static Measured of(LoadRun run) {
            return new Measured(
                    run.perSecond(),
                    run.cpuMicros(),
                    run.garbage(),
                    run.loopDelays().map(Hiccups::p99Millis).orElse(Double.NaN),
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
    public void run(Size size, PrintStream out) throws IOException, InterruptedException {
        Debian.program(HEY);
        Table speed = Table.of(
                "users", OURS + ", 1/s", BARE + ", 1/s", HEY + ", 1/s", "to " + BARE, "to " + HEY, "goals met");
        Table cost = Table.of(
                "users",
                "CPU us/request: " + OURS,
                BARE,
                HEY,
                "garbage B/request: " + OURS,
                BARE,
                "event loops P99 ms: " + OURS,
                "judged");
        try (Nginx nginx = Nginx.start(HOME.resolve("nginx"))) {
            for (int users : size.of(List.of(10, 100, 1000), List.of(10))) {
                Load load = new Load(users, Duration.ofSeconds(size.of(5, 1)), Duration.ofSeconds(size.of(8, 1)));
                Map<String, List<Measured>> taken = measure(nginx.url(), load, size.of(3, 1));
                Samples toBare = ratio(taken, BARE);
                Samples toHey = ratio(taken, HEY);
                speed.row(
                        users,
                        samples(taken, OURS, Measured::perSecond).text(0),
                        samples(taken, BARE, Measured::perSecond).text(0),
                        samples(taken, HEY, Measured::perSecond).text(0),
                        toBare.text(2),
                        toHey.text(2),
                        met(toBare, GOAL_BARE) + ", " + met(toHey, GOAL_HEY));
                cost.row(
                        users,
                        samples(taken, OURS, Measured::cpuMicros).text(1),
                        samples(taken, BARE, Measured::cpuMicros).text(1),
                        samples(taken, HEY, Measured::cpuMicros).text(1),
                        samples(taken, OURS, Measured::garbage).text(0),
                        samples(taken, BARE, Measured::garbage).text(0),
                        samples(taken, OURS, Measured::loopsP99).text(1),
                        taken.get(OURS).stream().filter(Measured::judged).count() + " of "
                                + taken.get(OURS).size());
            }
        }
        out.println(speed);
        out.printf(
                Locale.ROOT,
                "No request failed. Goals: at least %.1f of the bare loop, %.1f of hey, by the median.%n%n",
                GOAL_BARE,
                GOAL_HEY);
        out.println(cost);
    }

    private static Map<String, List<Measured>> measure(String url, Load load, int rounds)
            throws IOException, InterruptedException {
        return new Turns<Measured>()
                .with(
                        OURS,
                        () -> Measured.of(LoadRun.of(LiveSimulation.class, url, load, List.of(), HOME.resolve("ours"))))
                .with(
                        BARE,
                        () -> Measured.of(LoadRun.of(BareSimulation.class, url, load, List.of(), HOME.resolve("bare"))))
                .with(HEY, () -> Measured.of(Hey.run(url, load.users(), load.warmUp(), load.duration())))
                .take(0, rounds);
    }

    private static Samples samples(
            Map<String, List<Measured>> taken, String contender, ToDoubleFunction<Measured> figure) {
        return new Samples(
                taken.get(contender).stream().map(figure::applyAsDouble).toList());
    }

    /** Our speed against a reference's of the same round. */
    private static Samples ratio(Map<String, List<Measured>> taken, String reference) {
        List<Measured> ours = taken.get(OURS);
        List<Measured> theirs = taken.get(reference);
        return new Samples(IntStream.range(0, ours.size())
                .mapToObj(i -> ours.get(i).perSecond() / theirs.get(i).perSecond())
                .toList());
    }

    private static String met(Samples ratio, double goal) {
        return ratio.median() >= goal ? "yes" : "no";
    }
}
