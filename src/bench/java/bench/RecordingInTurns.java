package bench;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import analyzer.LiveJudge;
import analyzer.TestRuns;
import analyzer.metrics.AutoDuration;
import analyzer.metrics.RunInfo;
import bench.Slice.Plan;
import bench.SlicesOfLoad.Switch;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import simulations.run.HealthRecorder;
import simulations.run.SlowestRequests;
import simulations.run.TargetMeter;
import simulations.run.TargetRecorder;
import simulations.scenario.Steps;

/** A loop of the {@link BareRequest}. In one slice of each pair something is recorded at the same time. */
public final class RecordingInTurns extends Simulation {

    /** System property for what is recorded. */
    static final String RECORDED = "bench.recorded";

    /** What is recorded. The names of the values are the names of the rows. */
    enum Recorded {
        HEALTH,
        TARGET,
        LOOKS,
        SLOWEST
    }

    /**
     * Length of a recording, in slices. The connections, which a run counts once in its middle, are then counted after the slice. More
     * of the 20 readings of a target fall into a slice than into the same time of a real run.
     */
    static final int LONGER = 8;

    private static final AutoDuration AUTO = AutoDuration.between(Duration.ofSeconds(10), Duration.ofMinutes(3));
    private static final String LOOKING = "bench-looking";

    private final Plan plan = Plan.given();
    private final Recorded what = Recorded.valueOf(System.getProperty(RECORDED));
    private final URI target = URI.create(System.getProperty("BASE_URL"));
    private final Set<Executor> loops = ConcurrentHashMap.newKeySet();
    private final Queue<Switch> recordings = new ConcurrentLinkedQueue<>();

    /** Whether each recording was complete. */
    private final Queue<Boolean> recorded = new ConcurrentLinkedQueue<>();

    private final SlicesOfLoad slices = new SlicesOfLoad(recordings::remove, RecordingInTurns::recordingNanos);
    private final SlowestRequests slowest = new SlowestRequests(List.of("X-Request-ID"));
    private volatile boolean isObserved;
    private final RunInfo run =
            TestRuns.info(Instant.now(), AUTO.most(), Duration.ZERO, Nginx.PATH).lasting(AUTO.most(), AUTO);
    private Optional<LiveJudge> judge = Optional.empty();

    // Every request is logged, also in the warm-up, so that the warm-up runs the measured code. The loop is the same
    // for all recordings.
    private final ScenarioBuilder loop = scenario("recording in turns")
            .exec(session -> {
                loops.add(session.asScala().eventLoop());
                return session;
            })
            .exec(asLongAs(session -> !slices.areOver(), "request", false)
                    .on(doIfOrElse(session -> isObserved)
                            .then(exec(BareRequest.request().transformResponse(Steps.toObserve(slowest))))
                            .orElse(exec(BareRequest.request()))
                            .exec(slices::count)));

    public RecordingInTurns() {
        setUp(loop.injectOpen(atOnceUsers(Integer.getInteger("CONCURRENCY"))))
                .protocols(http.baseUrl(target.toString()).disableWarmUp());
    }

    /** Creates the recorders. This takes a few tenths of a second, which a run spends before its load. */
    @Override
    public void before() {
        plan.order().stream().filter(on -> on).forEach(on -> recordings.add(recording()));
    }

    private Switch recording() {
        return switch (what) {
            case HEALTH -> new Health();
            case TARGET -> new Target();
            case LOOKS -> new Look();
            case SLOWEST -> new Slowest();
        };
    }

    @Override
    public void after() {
        long whole =
                recorded.stream().skip(plan.warmUp()).filter(known -> known).count();
        if (whole != plan.pairs()) {
            throw new IllegalStateException(whole + " of " + plan.pairs() + " slices were recorded");
        }
    }

    private final class Health implements Switch {

        private final HealthRecorder recorder = new HealthRecorder(
                target,
                health -> recorded.add(
                        health.hiccups().isPresent() && health.loopDelays().isPresent()));

        @Override
        public void on() {
            loops.forEach(recorder::watch);
            recorder.start(Duration.ZERO, plan.length().multipliedBy(LONGER));
        }

        @Override
        public void off() {
            recorder.finish();
        }
    }

    /** Records both sides of a paired run, which are one server here, to include the whole cost. */
    private final class Target implements Switch {

        private final TargetRecorder recorder = new TargetRecorder(
                meter(),
                Optional.of(meter()),
                used -> recorded.add(used.base().moments().size() > 1
                        && !used.base().metrics().isEmpty()));

        private TargetMeter meter() {
            return TargetMeter.of(target.toString(), target.resolve(Nginx.METRICS));
        }

        @Override
        public void on() {
            recorder.start(Duration.ZERO, plan.length().multipliedBy(LONGER), false);
        }

        @Override
        public void off() {
            recorder.finish();
        }
    }

    /** Reads the log so far and judges it, as a run with {@code DURATION=auto} does every second in its first ten seconds. */
    private final class Look implements Switch {

        private final CountDownLatch sliceIsOver = new CountDownLatch(1);
        private final Thread looking = new Thread(this::look, LOOKING);

        /** Creates the judge at the first look, in the warm-up, because Gatling creates the run folder when the load begins. */
        @Override
        public void on() {
            judge = judge.or(() -> Optional.of(new LiveJudge(log(), run)));
            looking.start();
        }

        /** The run folder. */
        private static Path log() {
            try (Stream<Path> runs = Files.list(Path.of(System.getProperty(LoadRun.RUNS)))) {
                return runs.findFirst().orElseThrow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void look() {
            try {
                // The slice counts from then on.
                TimeUnit.NANOSECONDS.sleep(2 * plan.uncounted().toNanos());
                recorded.add(judge.orElseThrow()
                        .lookAt(Duration.between(run.measuredFrom(), Instant.now()))
                        .filter(sight -> !sight.endpoints().isEmpty())
                        .isPresent());
                // The CPU time of a thread that has ended is unknown.
                sliceIsOver.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void off() throws InterruptedException {
            sliceIsOver.countDown();
            looking.join();
        }
    }

    /** The hook that processes each response. */
    private final class Slowest implements Switch {

        @Override
        public void on() {
            slowest.begin(Instant.now());
            isObserved = true;
        }

        @Override
        public void off() {
            isObserved = false;
            recorded.add(slowest.all().containsKey(Nginx.PATH));
        }
    }

    /** CPU time of the threads that are recording, found by the names that the recorders give them. */
    private static long recordingNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> thread.getThreadName().startsWith("generator-")
                        || thread.getThreadName().equals("target-usage")
                        || thread.getThreadName().equals(LOOKING))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }
}
