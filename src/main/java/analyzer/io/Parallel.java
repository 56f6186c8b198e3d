package analyzer.io;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs work in parallel on the available cores. */
public final class Parallel {

    private Parallel() {}

    /**
     * Applies work to each thing, and returns the results in the same order. If it fails for several things, the failure of the
     * first in this order is thrown, no matter which failed first, so that the same input always gives the same message. On every
     * thread the work sees the class loader of the caller's thread: inside Maven, the class loader of the pool's threads finds
     * none of our classes.
     */
    public static <T, R> List<R> map(List<T> things, Function<T, R> work) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        List<Supplier<R>> outcomes = things.parallelStream()
                .map(thing -> outcome(thing, work, loader))
                .toList();
        return outcomes.stream().map(Supplier::get).toList();
    }

    /** Runs several pieces of work. If several fail, the first failure in this order is thrown. */
    public static void run(Runnable... work) {
        map(List.of(work), piece -> {
            piece.run();
            return piece;
        });
    }

    private static <T, R> Supplier<R> outcome(T thing, Function<T, R> work, ClassLoader loader) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            R result = work.apply(thing);
            return () -> result;
        } catch (RuntimeException e) {
            return () -> {
                throw e;
            };
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
