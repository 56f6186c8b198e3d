package simulations.run;

import analyzer.metrics.GeneratorHealth;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Records how this process, the load generator, fares during the measured time. It works on threads of its own, which never
 * keep the process alive, and nothing here stops a run: a run whose health is not known is judged without.
 */
public final class HealthRecorder {

    private final Consumer<GeneratorHealth> sink;
    private final CpuMeter cpu = new CpuMeter();
    private final GcMeter gc = new GcMeter();
    private final HiccupMeter hiccups = new HiccupMeter();
    private final LoopMeter loops = new LoopMeter(System::nanoTime);
    private final Connections connections;
    private final RecordingThread thread = new RecordingThread(
            "generator-health",
            GeneratorHealth.FILE_NAME + " is not written, so the analyzer judges this run without it");

    /**
     * Prepares, which takes some tenths of a second, so not while load is generated.
     *
     * @param target what is loaded
     * @param sink told once, when the measured time has ended
     */
    public HealthRecorder(URI target, Consumer<GeneratorHealth> sink) {
        this.sink = sink;
        this.connections = Connections.to(target);
    }

    /** A loop that generates load, to be called before the warm-up; more than once does no harm. */
    public void watch(Executor loop) {
        loops.watch(loop);
    }

    /** Begins the warm-up, after which it records. Returns at once. */
    public void start(Duration warmUp, Duration duration) {
        long begin = System.nanoTime() + warmUp.toNanos();
        thread.start(() -> record(begin, duration));
    }

    /** To be called when the run is over, on time or not: returns when the sink was told. */
    public void finish() {
        thread.finish();
    }

    private void record(long begin, Duration duration) throws InterruptedException {
        // Early, so that its own warm-up is over when it counts.
        hiccups.start();
        loops.start();
        if (thread.isOverAt(begin) && System.nanoTime() - begin < 0) {
            hiccups.stop();
            loops.stop();
            return;
        }
        cpu.reset();
        gc.start();
        hiccups.reset();
        loops.reset();
        thread.isOverAt(begin + duration.toNanos() / 2);
        OptionalInt open = connections.count();
        thread.isOverAt(begin + duration.toNanos());
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        sink.accept(new GeneratorHealth(
                Duration.ofMillis(Math.max(millis, 1)),
                cpu.processShare(),
                cpu.machineShare(),
                gc.stop(),
                hiccups.stop(),
                loops.stop(),
                open));
    }
}
