package analyzer.io;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Work on several things at once, on the cores there are. */
public final class Parallel {

    private Parallel() {}

    /**
     * What the work makes of each thing, in their order. Where it fails for several, the first of them in this order is told,
     * whichever failed first, so that the same input always ends in the same message. The work sees the class loader of the
     * caller's thread on every thread: inside Maven that of the pool's threads knows none of our classes.
     */
    public static <T, R> List<R> map(List<T> things, Function<T, R> work) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        List<Supplier<R>> outcomes = things.parallelStream()
                .map(thing -> outcome(thing, work, loader))
                .toList();
        return outcomes.stream().map(Supplier::get).toList();
    }

    /** Several pieces of work; of their failures the first in this order is told. */
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
