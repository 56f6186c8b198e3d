package bench;

import bench.LoadRun.Load;
import bench.ScenarioInTurns.Turn;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import simulations.scenario.ApiSimulation;

/**
 * What checks and sessions cost: each scenario beside a loop of the same request that checks the status and nothing else, on a
 * plain nginx. See {@link ScenarioInTurns}.
 */
final class ScenariosBench implements Bench {

    private static final int USERS = 100;
    private static final double GOAL = 0.9;
    private static final int PAIRS = 40;
    private static final int PAIRS_OF_SMOKE = 2;

    /** The turns begin with the first answer, and the run must not end before them. */
    private static final Duration TO_SPARE = Duration.ofSeconds(3);

    private static final Path HOME = Path.of("target", "bench", "scenarios");

    /** Every simulation of one scenario, found as Gatling finds them. */
    private static List<Class<?>> simulations() throws IOException {
        URL folder = ScenariosBench.class.getResource("/simulations");
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            List<Class<?>> all = new ArrayList<>();
            for (String name : files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Simulation.class") && !name.contains("$"))
                    .sorted()
                    .toList()) {
                Class<?> simulation = Class.forName("simulations." + name.replace(".class", ""));
                if (ApiSimulation.class.isAssignableFrom(simulation)) {
                    all.add(simulation);
                }
            }
            return all;
        } catch (URISyntaxException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String name() {
        return "scenarios";
    }

    @Override
    public List<String> programs() {
        return List.of(Nginx.PROGRAM);
    }

    @Override
    public void run(Size size, PrintStream out) throws IOException, InterruptedException {
        Table table = Table.of(
                USERS + " users",
                "bare loop, 1/s",
                "scenario to bare loop",
                "95 % interval",
                "goal",
                "bare loop: CPU us/request",
                "scenario: more",
                "bare loop: garbage B/request",
                "scenario: more");
        try (Nginx nginx = Nginx.start(HOME.resolve("nginx"))) {
            for (Class<?> simulation : simulations()) {
                table.row(cells(simulation.getSimpleName(), pairs(simulation, nginx, size)));
            }
        }
        out.println(table);
        out.printf(
                Locale.ROOT,
                "Pairs of turns of %.1f s in one JVM, in an order that is drawn for each pair: %d of them after %d that do not"
                        + " count.%nGeometric mean of the pairs' ratios and Student's interval. Goal: at least %.1f.%n",
                ScenarioInTurns.TURN_MILLIS / 1e3,
                size.of(PAIRS, PAIRS_OF_SMOKE),
                warmUpPairs(size),
                GOAL);
    }

    /** Turns of a scenario and of the bare loop that are next to each other. */
    private record Pair(Rate scenario, Rate bare) {}

    /**
     * What users did in a turn.
     *
     * @param perSecond requests a second
     * @param cpuMicros CPU time for each of them
     * @param garbage bytes allocated for each
     */
    private record Rate(double perSecond, double cpuMicros, double garbage) {

        static Rate of(Turn turn, Path usage) throws IOException {
            Duration time = Duration.ofMillis(turn.to() - turn.from());
            Usage used = Usage.read(usage, Instant.ofEpochMilli(turn.from()), time);
            return new Rate(
                    turn.answered() * 1e3 / time.toMillis(),
                    used.cpuMicros() / turn.answered(),
                    used.allocatedBytes() / turn.answered());
        }
    }

    private static int warmUpPairs(Size size) {
        return (int) (LoadRun.warmUp(size).toMillis() / (2 * ScenarioInTurns.TURN_MILLIS)) + 1;
    }

    private static List<Pair> pairs(Class<?> simulation, Nginx nginx, Size size)
            throws IOException, InterruptedException {
        Path request = HOME.resolve("request.properties");
        SentRequest.of(simulation).write(request);
        int uncounted = warmUpPairs(size);
        int pairs = uncounted + size.of(PAIRS, PAIRS_OF_SMOKE);
        Path turns = HOME.resolve("turns");
        Duration duration =
                Duration.ofMillis(2 * pairs * ScenarioInTurns.TURN_MILLIS).plus(TO_SPARE);
        Path home = HOME.resolve("run");
        LoadRun.of(
                ScenarioInTurns.class,
                nginx.url(),
                new Load(USERS, Duration.ofSeconds(1), duration),
                List.of(
                        "-D" + BareRequest.REQUEST + "=" + request.toAbsolutePath(),
                        "-D" + ScenarioInTurns.SCENARIO + "=" + simulation.getName(),
                        "-D" + ScenarioInTurns.TURNS + "=" + turns.toAbsolutePath(),
                        "-D" + ScenarioInTurns.PAIRS + "=" + pairs),
                home);
        List<Turn> taken = Turn.read(turns);
        List<Pair> counted = new ArrayList<>();
        for (int i = 2 * uncounted; i < taken.size(); i += 2) {
            Rate first = Rate.of(taken.get(i), LoadRun.usage(home));
            Rate second = Rate.of(taken.get(i + 1), LoadRun.usage(home));
            counted.add(taken.get(i).isBare() ? new Pair(second, first) : new Pair(first, second));
        }
        RunFolders.delete(home);
        return counted;
    }

    private static Object[] cells(String name, List<Pair> pairs) {
        MeanRatio ratio = MeanRatio.of(pairs.stream()
                .map(pair -> pair.scenario().perSecond() / pair.bare().perSecond())
                .toList());
        return new Object[] {
            name,
            Samples.of(pairs, pair -> pair.bare().perSecond()).text(0),
            String.format(Locale.ROOT, "%.3f", ratio.mean()),
            ratio.interval(),
            ratio.reaches(GOAL),
            Samples.of(pairs, pair -> pair.bare().cpuMicros()).text(1),
            Samples.of(pairs, pair -> pair.scenario().cpuMicros() - pair.bare().cpuMicros())
                    .text(1),
            Samples.of(pairs, pair -> pair.bare().garbage()).text(0),
            Samples.of(pairs, pair -> pair.scenario().garbage() - pair.bare().garbage())
                    .text(0)
        };
    }
}
