package analyzer.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ParallelTest {

    @Test
    void keepsTheOrder() {
        List<Integer> numbers = IntStream.range(0, 1000).boxed().toList();

        assertEquals(numbers.stream().map(number -> number * 2).toList(), Parallel.map(numbers, number -> number * 2));
    }

    @Test
    void worksOnSeveralThingsAtOnceWhereThereAreSeveralCores() {
        Assumptions.assumeTrue(
                Runtime.getRuntime().availableProcessors() > 1 && ForkJoinPool.getCommonPoolParallelism() > 0);
        CountDownLatch both = new CountDownLatch(2);

        List<Boolean> met = Parallel.map(List.of(1, 2), thing -> {
            both.countDown();
            return awaited(both);
        });

        assertEquals(List.of(true, true), met);
    }

    @Test
    void tellsTheFirstFailureInOrderWhicheverCameFirst() {
        Assumptions.assumeTrue(
                Runtime.getRuntime().availableProcessors() > 1 && ForkJoinPool.getCommonPoolParallelism() > 0);
        CountDownLatch second = new CountDownLatch(1);

        BadInputException failure = assertThrows(
                BadInputException.class,
                () -> Parallel.map(List.of("first", "second"), thing -> {
                    if (thing.equals("first")) {
                        awaited(second);
                    }
                    second.countDown();
                    throw new BadInputException(thing);
                }));

        assertEquals("first", failure.getMessage());
    }

    @Test
    void worksWithTheCallersClassLoaderAndGivesThePoolItsOwnBack() {
        Thread caller = Thread.currentThread();
        ClassLoader own = caller.getContextClassLoader();
        ClassLoader mavens = new ClassLoader(own) {};
        List<Integer> numbers = IntStream.range(0, 1000).boxed().toList();
        caller.setContextClassLoader(mavens);
        Set<ClassLoader> seen;
        try {
            seen = Set.copyOf(Parallel.map(numbers, number -> loaderHere()));
            assertEquals(mavens, loaderHere());
        } finally {
            caller.setContextClassLoader(own);
        }

        assertEquals(Set.of(mavens), seen);
        assertFalse(numbers.parallelStream().map(number -> loaderHere()).anyMatch(mavens::equals));
    }

    private static ClassLoader loaderHere() {
        return Thread.currentThread().getContextClassLoader();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
