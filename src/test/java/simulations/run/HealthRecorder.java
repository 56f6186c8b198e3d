package simulations.run;

import analyzer.metrics.GeneratorHealth;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Records the health of this process, the generator, during the measured time. It uses separate daemon threads, and no failure
 * in it stops a run: a run whose health is unknown is judged without it.
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
     * Creates a recorder. This takes a few tenths of a second, so do it before the load.
     *
     * @param target URL of the target
     * @param sink called once, when the measured time has ended
     */
    public HealthRecorder(URI target, Consumer<GeneratorHealth> sink) {
        this.sink = sink;
        this.connections = Connections.to(target);
    }

    /** Adds an event loop that generates load. Call it before the warm-up; repeated calls have no effect. */
    public void watch(Executor loop) {
        loops.watch(loop);
    }

    /** Begins recording after the warm-up, which begins now. Returns immediately. */
    public void start(Duration warmUp, Duration duration) {
        long begin = System.nanoTime() + warmUp.toNanos();
        thread.start(() -> record(begin, duration));
    }

    /** Call it when the run is over, on time or not. Returns after the sink was called. */
    public void finish() {
        thread.finish();
    }

    private void record(long begin, Duration duration) throws InterruptedException {
        // Started early, so that the meters themselves have warmed up when the measured time begins.
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
