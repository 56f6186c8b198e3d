package bench;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import analyzer.LiveJudge;
import analyzer.TestRuns;
import analyzer.metrics.AutoDuration;
import analyzer.metrics.RunInfo;
import bench.RecordedSlice.Plan;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import simulations.run.HealthRecorder;
import simulations.run.TargetMeter;
import simulations.run.TargetRecorder;

/**
 * A loop of the {@link BareRequest}, in which the generator's health, or what the target uses, is recorded half of the time, or the
 * judge looks at the log, in the order of a {@link Plan}. All of it in one JVM, for two that run the same code differ by more than
 * that costs.
 */
public final class RecordingInTurns extends Simulation {

    /** System property that names the file for what the slices gave. */
    static final String SLICES = "bench.slices";

    /** System properties that hold the plan. */
    static final String PAIRS = "bench.pairs";

    static final String SLICE_MILLIS = "bench.slice.millis";

    /** System property that says what is recorded. */
    static final String RECORDED = "bench.recorded";

    /** The names of its values are those of the rows. */
    enum Recorded {
        HEALTH,
        TARGET,
        LOOKS
    }

    /**
     * So many slices a recording would last: the count of connections, which a run makes once in its middle, is left for after
     * the slice, and of the 20 times that a target is read more fall into it than in any run.
     */
    static final int LONGER = 8;

    private static final String LOOKING = "bench-looking";

    private final Plan plan = new Plan(Integer.getInteger(PAIRS), Duration.ofMillis(Integer.getInteger(SLICE_MILLIS)));
    private final Duration warmUp = seconds("WARMUP");
    private final URI target = URI.create(System.getProperty("BASE_URL"));

    private final LongAdder answered = new LongAdder();
    private final Set<Executor> loops = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Thread turns = new Thread(this::takeTurns, "bench-turns");
    private final List<Recording> recorders = new ArrayList<>();

    /** What each recording told, and whether it was whole. */
    private final ConcurrentLinkedQueue<Boolean> recorded = new ConcurrentLinkedQueue<>();

    private final List<RecordedSlice> slices = new ArrayList<>();
    private volatile long measuredFrom;

    private final HttpProtocolBuilder protocol = http.baseUrl(target.toString()).disableWarmUp();

    // Every request is logged, those of the warm-up too: what runs then is what is measured afterwards.
    private final ScenarioBuilder loop = scenario("recording in turns")
            .exec(this::begin)
            .during(warmUp.plus(seconds("DURATION")))
            .on(exec(BareRequest.request()).exec(session -> {
                answered.increment();
                return session;
            }));

    private interface Recording {

        void start(Duration duration);

        void finish() throws InterruptedException;
    }

    public RecordingInTurns() {
        setUp(loop.injectOpen(atOnceUsers(Integer.getInteger("CONCURRENCY")))).protocols(protocol);
    }

    /** Preparing a recorder takes some tenths of a second, which a run pays before its load. */
    @Override
    public void before() {
        for (boolean record : plan.order()) {
            if (record) {
                recorders.add(
                        switch (Recorded.valueOf(System.getProperty(RECORDED))) {
                            case HEALTH -> ofHealth();
                            case TARGET -> ofTarget();
                            case LOOKS -> ofLooks();
                        });
            }
        }
    }

    private Recording ofHealth() {
        HealthRecorder recorder = new HealthRecorder(
                target,
                health -> recorded.add(
                        health.hiccups().isPresent() && health.loopDelays().isPresent()));
        return new Recording() {
            @Override
            public void start(Duration duration) {
                loops.forEach(recorder::watch);
                recorder.start(Duration.ZERO, duration);
            }

            @Override
            public void finish() {
                recorder.finish();
            }
        };
    }

    /** Of both sides of a paired run, which here are one server: all that it costs. */
    private Recording ofTarget() {
        TargetRecorder recorder = new TargetRecorder(
                TargetMeter.of(target.toString(), target.resolve("/metrics")),
                Optional.of(TargetMeter.of(target.toString(), target.resolve("/metrics"))),
                used -> recorded.add(used.base().moments().size() > 1));
        return new Recording() {
            @Override
            public void start(Duration duration) {
                recorder.start(Duration.ZERO, duration, false);
            }

            @Override
            public void finish() {
                recorder.finish();
            }
        };
    }

    /** One look at all that is logged so far, as a run with {@code DURATION=auto} takes one a second in its first ten. */
    private Recording ofLooks() {
        AutoDuration auto = AutoDuration.between(Duration.ofSeconds(10), Duration.ofMinutes(3));
        RunInfo run = TestRuns.info(Instant.now(), auto.most(), Duration.ZERO, Nginx.PATH)
                .lasting(auto.most(), auto);
        return new Recording() {

            private Thread looking;

            /** Gatling makes the folder of its log when the load begins. */
            @Override
            public void start(Duration duration) {
                LiveJudge judge = new LiveJudge(log(), run);
                looking = new Thread(() -> look(judge, run), LOOKING);
                looking.start();
            }

            @Override
            public void finish() throws InterruptedException {
                looking.join();
            }
        };
    }

    private void look(LiveJudge judge, RunInfo run) {
        try {
            sleep(plan.uncounted());
            recorded.add(judge.lookAt(Duration.between(run.measuredFrom(), Instant.now()))
                    .filter(sight -> !sight.endpoints().isEmpty())
                    .isPresent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The folder of this run's log. */
    private static Path log() {
        try (Stream<Path> runs = Files.list(Path.of(System.getProperty(LoadRun.RUNS)))) {
            return runs.findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void after() {
        try {
            turns.join();
            long known = recorded.stream().filter(whole -> whole).count();
            if (known != recorders.size()) {
                throw new IllegalStateException(known + " of " + recorders.size() + " slices were recorded");
            }
            Files.writeString(Path.of(System.getProperty(LoadRun.WINDOW)), Long.toString(measuredFrom));
            RecordedSlice.write(Path.of(System.getProperty(SLICES)), slices);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Session begin(Session session) {
        loops.add(session.asScala().eventLoop());
        if (begun.compareAndSet(false, true)) {
            turns.setDaemon(true);
            turns.start();
        }
        return session;
    }

    private void takeTurns() {
        try {
            sleep(warmUp);
            measuredFrom = System.currentTimeMillis();
            int next = 0;
            for (boolean record : plan.order()) {
                slices.add(record ? recorded(recorders.get(next++)) : slice(false));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RecordedSlice recorded(Recording recorder) throws InterruptedException {
        recorder.start(plan.slice().multipliedBy(LONGER));
        RecordedSlice slice = slice(true);
        recorder.finish();
        return slice;
    }

    private RecordedSlice slice(boolean record) throws InterruptedException {
        sleep(plan.uncounted());
        long answeredBefore = answered.sum();
        long cpuBefore = recordingNanos();
        long start = System.nanoTime();
        sleep(plan.slice().minus(plan.uncounted()));
        double nanos = System.nanoTime() - start;
        return new RecordedSlice(
                record,
                (answered.sum() - answeredBefore) * 1e9 / nanos,
                (recordingNanos() - cpuBefore) / nanos / Runtime.getRuntime().availableProcessors());
    }

    private static Duration seconds(String setting) {
        return Duration.parse("PT" + System.getProperty(setting));
    }

    private static void sleep(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    /** CPU time of the threads that record just now; their names are those that the recorder gives them. */
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
