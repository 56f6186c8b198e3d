package bench;

import bench.Slice.Plan;
import io.gatling.javaapi.core.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Takes the {@link Slice slices} of a continuous load, from its first response on. All slices are in one JVM, because two JVMs that
 * run the same code differ by more than the measured cost.
 */
final class SlicesOfLoad {

    private final Plan plan = Plan.given();
    private final Supplier<Switch> next;
    private final LongSupplier cpuNanos;
    private final LongAdder answered = new LongAdder();
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean over;

    /** Switches something on in one slice of each pair. */
    interface Switch {

        void on();

        void off() throws InterruptedException;
    }

    /**
     * Prepares the slices.
     *
     * @param next supplies the switch for the next slice that is on
     * @param cpuNanos CPU time so far of the threads that work for it, in nanoseconds
     */
    SlicesOfLoad(Supplier<Switch> next, LongSupplier cpuNanos) {
        this.next = next;
        this.cpuNanos = cpuNanos;
    }

    /** Counts a response. Call it for each one. */
    Session count(Session session) {
        answered.increment();
        if (!begun.get() && begun.compareAndSet(false, true)) {
            Thread taking = new Thread(this::take, "bench-slices");
            taking.setDaemon(true);
            taking.start();
        }
        return session;
    }

    /** Whether all slices are taken, so that the load can end. */
    boolean areOver() {
        return over;
    }

    private void take() {
        try {
            List<Slice> slices = new ArrayList<>();
            for (boolean on : plan.order()) {
                slices.add(on ? with(next.get()) : slice(false));
            }
            Plan.leave(slices);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over = true;
        }
    }

    private Slice with(Switch what) throws InterruptedException {
        what.on();
        Slice slice = slice(true);
        what.off();
        return slice;
    }

    private Slice slice(boolean on) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(plan.uncounted().toNanos());
        long cpuBefore = cpuNanos.getAsLong();
        long from = System.currentTimeMillis();
        long start = System.nanoTime();
        long answeredBefore = answered.sum();
        TimeUnit.NANOSECONDS.sleep(plan.length().minus(plan.uncounted()).toNanos());
        return new Slice(
                on, from, System.nanoTime() - start, answered.sum() - answeredBefore, cpuNanos.getAsLong() - cpuBefore);
    }
}
