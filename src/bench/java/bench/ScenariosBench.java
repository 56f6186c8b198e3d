package bench;

import bench.LoadRun.Load;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import simulations.scenario.ApiSimulation;

/**
 * What checks and sessions cost: each simulation beside a loop of the same request that checks the status and nothing else
 * ({@link BareSimulation}), on a plain nginx.
 */
final class ScenariosBench implements Bench {

    private static final int USERS = 100;
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
        Load load = new Load(USERS, Duration.ofSeconds(size.of(8, 1)), Duration.ofSeconds(size.of(5, 1)));
        Table table = Table.of(
                USERS + " users",
                "1/s",
                "bare loop, 1/s",
                "to bare loop",
                "CPU us/request",
                "more than bare loop",
                "garbage B/request",
                "more than bare loop");
        try (Nginx nginx = Nginx.start(HOME.resolve("nginx"))) {
            for (Class<?> simulation : simulations()) {
                Path request = HOME.resolve("request.properties");
                SentRequest.of(simulation).write(request);
                List<String> flags = List.of("-D" + BareSimulation.REQUEST + "=" + request.toAbsolutePath());
                Map<String, List<LoadRun>> taken = new Turns<LoadRun>()
                        .with("ours", () -> run(simulation, nginx, load, List.of()))
                        .with("bare", () -> run(BareSimulation.class, nginx, load, flags))
                        .take(0, size.of(2, 1));
                table.row(cells(simulation.getSimpleName(), taken.get("ours"), taken.get("bare")));
            }
        }
        out.println(table);
    }

    private static LoadRun run(Class<?> simulation, Nginx nginx, Load load, List<String> flags)
            throws IOException, InterruptedException {
        return LoadRun.of(simulation, nginx.url(), load, flags, HOME.resolve("run"));
    }

    private static Object[] cells(String name, List<LoadRun> ours, List<LoadRun> bare) {
        return new Object[] {
            name,
            Samples.of(ours, LoadRun::perSecond).text(0),
            Samples.of(bare, LoadRun::perSecond).text(0),
            Samples.ratio(ours, bare, LoadRun::perSecond).text(2),
            Samples.of(ours, LoadRun::cpuMicros).text(1),
            Samples.more(ours, bare, LoadRun::cpuMicros).text(1),
            Samples.of(ours, LoadRun::garbage).text(0),
            Samples.more(ours, bare, LoadRun::garbage).text(0)
        };
    }
}
