package bench;

import bench.Slice.Plan;
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
 * Cost of checks and sessions: each scenario compared with a loop of the same request that only checks the status, on a plain nginx.
 * See {@link ScenarioInTurns}.
 */
final class ScenariosBench implements Bench {

    private static final int USERS = 100;
    private static final double GOAL = 0.9;

    private static final Path HOME = Path.of("target", "bench", "scenarios");

    /** Returns every simulation of one scenario, found as Gatling finds them. */
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
        Plan plan = size.of(new Plan(16, 40, Duration.ofSeconds(1)), Plan.SMOKE);
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
            List<Class<?>> all = simulations();
            // The last two log in, and one of them sends a body.
            for (Class<?> simulation : size.of(all, all.subList(all.size() - 2, all.size()))) {
                table.row(cells(simulation.getSimpleName(), pairs(simulation, nginx, plan)));
            }
        }
        out.println(table);
        out.printf(
                Locale.ROOT,
                "%s%nGeometric mean of the pairs' ratios and Student's interval. Goal: at least %.1f.%n",
                plan.text(),
                GOAL);
    }

    /** A scenario and its bare loop. */
    private record Pair(Rate scenario, Rate bare) {}

    /**
     * Work of the users in a slice.
     *
     * @param perSecond requests per second
     * @param cpuMicros CPU time per request, in microseconds
     * @param garbage bytes allocated per request
     */
    private record Rate(double perSecond, double cpuMicros, double garbage) {

        static Rate of(Slice slice, Path usage) throws IOException {
            Usage used = Usage.read(usage, Instant.ofEpochMilli(slice.from()), Duration.ofNanos(slice.nanos()));
            return new Rate(
                    slice.perSecond(), used.cpuMicros() / slice.answered(), used.allocatedBytes() / slice.answered());
        }
    }

    private static List<Pair> pairs(Class<?> simulation, Nginx nginx, Plan plan)
            throws IOException, InterruptedException {
        Path request = HOME.resolve("request.properties");
        SentRequest.of(simulation).write(request);
        Path home = HOME.resolve("run");
        List<Pair> pairs = new ArrayList<>();
        for (Slice.Pair pair : plan.run(
                ScenarioInTurns.class,
                nginx.url(),
                USERS,
                List.of(
                        "-D" + BareRequest.REQUEST + "=" + request.toAbsolutePath(),
                        "-D" + ScenarioInTurns.SCENARIO + "=" + simulation.getName()),
                home)) {
            Path usage = LoadRun.usage(home);
            pairs.add(new Pair(Rate.of(pair.on(), usage), Rate.of(pair.off(), usage)));
        }
        SyntheticRunFolders.delete(home);
        return pairs;
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
