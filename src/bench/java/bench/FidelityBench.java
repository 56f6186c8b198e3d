package bench;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.GeneratorHealth.DelayPercentiles;
import analyzer.metrics.SummaryStatistics;
import bench.LoadRun.Load;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import simulations.LiveSimulation;
import simulations.LoginSimulation;
import standin.Endpoint;
import standin.ServiceTime;
import standin.StandIn;
import standin.StandInConfig;

/**
 * Compares the analyzer's figures of a run with the stand-in's own log of the same requests. The stand-in runs in this process, the
 * generator in another one.
 *
 * <p>The true response time is the time from when the stand-in has read a request until it has handed the last byte of the response
 * to the operating system. The drawn delay is not the truth: timer and scheduler add to it before the response leaves, and a
 * generator that measured the drawn delay would be wrong.
 */
final class FidelityBench implements Bench {

    private static final double ALLOWED_MILLIS = 1;
    private static final double ALLOWED_SHARE = 0.02;
    private static final Path HOME = Path.of("target", "bench", "fidelity");

    private record Case(Class<?> simulation, Endpoint endpoint) {}

    private static final List<Case> CASES =
            List.of(new Case(LiveSimulation.class, Endpoint.LIVE), new Case(LoginSimulation.class, Endpoint.LOGIN));

    @Override
    public String name() {
        return "fidelity";
    }

    @Override
    public void run(Size size, PrintStream out) throws IOException, InterruptedException {
        Table figures = Table.of(
                "endpoint",
                "users",
                "1/s",
                "mean ms: truth",
                "reported",
                "P50",
                "reported",
                "P95",
                "reported",
                "P99",
                "reported",
                "within 1 ms + 2 %",
                "the report says");
        Table reasons = Table.of(
                "endpoint",
                "users",
                "drawn mean ms",
                "P99",
                "hiccups P99 ms",
                "event loops P50 ms",
                "P99",
                "CPU of the machine");
        int unnoticed = 0;
        for (Case one : CASES) {
            for (int users : size.of(List.of(10, 100, 300, 500, 1000), List.of(10))) {
                for (int round = 0; round < size.of(2, 1); round++) {
                    unnoticed += measure(one, users, size, figures, reasons) ? 0 : 1;
                }
            }
        }
        out.println(figures);
        out.printf(
                Locale.ROOT,
                "Rows that deviate by more than %.0f ms + %.0f %% without a warning in the report: %d.%n%n",
                ALLOWED_MILLIS,
                ALLOWED_SHARE * 100,
                unnoticed);
        out.println(reasons);
    }

    /** Whether the figures are correct, or the report warns that they can be wrong. */
    private static boolean measure(Case one, int users, Size size, Table figures, Table reasons)
            throws IOException, InterruptedException {
        Load load = new Load(users, Duration.ofSeconds(size.of(5, 1)), Duration.ofSeconds(size.of(8, 1)));
        Path home = HOME.resolve("run");
        Path log = HOME.resolve("service-times");
        Files.createDirectories(HOME);
        LoadRun run;
        try (StandIn standIn = StandIn.start(StandInConfig.defaults().withServiceLog(log))) {
            run = LoadRun.of(one.simulation(), standIn.url(), load, List.of(), home);
        }
        List<ServiceTime> times = ServiceTime.read(log).stream()
                .filter(time -> time.endpoint() == one.endpoint() && isMeasured(run, time))
                .toList();
        if (times.isEmpty()) {
            throw new BenchException(log + ": contains no responses of the measured time; run the benchmark again");
        }
        long reported = run.result().metrics().totalRequests();
        if (Math.abs(times.size() - reported) > 2L * users) {
            throw new BenchException(
                    log + ": contains " + times.size() + " responses of the measured time, but Gatling's log contains "
                            + reported + "; run the benchmark again");
        }
        Truth served = Truth.of(times, ServiceTime::servedNanos);
        Truth drawn = Truth.of(times, ServiceTime::delayNanos);
        EndpointResult result = run.result();
        SummaryStatistics metrics = result.metrics();
        boolean within = isWithin(served.meanMillis(), metrics.avgMillis())
                && isWithin(served.percentileMillis(50), metrics.p50Millis())
                && isWithin(served.percentileMillis(95), metrics.p95Millis())
                && isWithin(served.percentileMillis(99), metrics.p99Millis());
        figures.row(
                one.endpoint().path(),
                users,
                Math.round(run.perSecond()),
                millis(served.meanMillis()),
                millis(metrics.avgMillis()),
                millis(served.percentileMillis(50)),
                millis(metrics.p50Millis()),
                millis(served.percentileMillis(95)),
                millis(metrics.p95Millis()),
                millis(served.percentileMillis(99)),
                millis(metrics.p99Millis()),
                within ? "yes" : "no",
                warning(result).orElse("nothing"));
        Optional<DelayPercentiles> hiccups = result.health().flatMap(health -> health.hiccups());
        Optional<DelayPercentiles> loops = run.loopDelays();
        reasons.row(
                one.endpoint().path(),
                users,
                millis(drawn.meanMillis()),
                millis(drawn.percentileMillis(99)),
                hiccups.map(late -> millis(late.p99Millis())).orElse("-"),
                loops.map(late -> millis(late.p50Millis())).orElse("-"),
                loops.map(late -> millis(late.p99Millis())).orElse("-"),
                result.health()
                        .map(GeneratorHealth::machineCpuShare)
                        .filter(OptionalDouble::isPresent)
                        .map(share -> String.format(Locale.ROOT, "%.0f %%", share.getAsDouble() * 100))
                        .orElse("-"));
        return within || warning(result).isPresent();
    }

    private static Optional<String> warning(EndpointResult result) {
        if (!result.flaws().isEmpty()) {
            return Optional.of("CANNOT_JUDGE");
        }
        return result.health().filter(GeneratorHealth::isMachineFull).map(health -> "machine is saturated");
    }

    /** Whether a response belongs to the measured time. Both processes use the same clock, and a request takes less than its resolution. */
    private static boolean isMeasured(LoadRun run, ServiceTime time) {
        long since =
                TimeUnit.NANOSECONDS.toMillis(time.arrivalNanos()) - run.from().toEpochMilli();
        return since >= 0 && since <= run.duration().toMillis();
    }

    private static boolean isWithin(double truth, double reported) {
        return Math.abs(reported - truth) <= ALLOWED_MILLIS + ALLOWED_SHARE * truth;
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
