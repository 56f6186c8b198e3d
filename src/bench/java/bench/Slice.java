package bench;

import bench.LoadRun.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A part of a load in which something is on or off. See {@link SlicesOfLoad}.
 *
 * @param on whether it is on
 * @param from beginning of the slice, in milliseconds since 1970
 * @param nanos length of the slice, in nanoseconds
 * @param answered number of responses in the slice
 * @param cpuNanos CPU time of the threads that work for it, in nanoseconds
 */
record Slice(boolean on, long from, long nanos, long answered, long cpuNanos) {

    /** Responses per second. */
    double perSecond() {
        return answered * 1e9 / nanos;
    }

    /** CPU time of the threads that work for it, as a share of all processors, 0 to 1. */
    double cpuShare() {
        return (double) cpuNanos / nanos / Runtime.getRuntime().availableProcessors();
    }

    String line() {
        return on + " " + from + " " + nanos + " " + answered + " " + cpuNanos;
    }

    private static Slice parse(String line) {
        String[] words = line.split(" ");
        return new Slice(
                Boolean.parseBoolean(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]));
    }

    /** The two slices of a pair. */
    record Pair(Slice on, Slice off) {

        double ratio() {
            return on.perSecond() / off.perSecond();
        }
    }

    /**
     * Pairs of slices of one load. In each pair something is on in one slice and off in the other, in random order.
     *
     * @param warmUp number of pairs that come first and do not count, so that the measured code is loaded and compiled
     * @param pairs number of pairs that count
     * @param length length of a slice
     */
    record Plan(int warmUp, int pairs, Duration length) {

        /** Enough to check that it works. */
        static final Plan SMOKE = new Plan(1, 2, Duration.ofMillis(300));

        /** Gives every run the same order. */
        private static final long SEED = 20_261_124;

        /** System property for the file with the slices. */
        private static final String FILE = "bench.slices";

        private static final String WARM_UP = "bench.warmUp";
        private static final String PAIRS = "bench.pairs";
        private static final String MILLIS = "bench.millis";

        private static final int UNCOUNTED = 5;
        private static final int SPARE = 20;

        /** Returns the plan of this JVM, which {@link #run} started. */
        static Plan given() {
            return new Plan(
                    Integer.getInteger(WARM_UP), Integer.getInteger(PAIRS), Duration.ofMillis(Long.getLong(MILLIS)));
        }

        /** Returns, for each slice in order, whether it is on. */
        List<Boolean> order() {
            Random random = new Random(SEED);
            List<Boolean> order = new ArrayList<>();
            for (int pair = 0; pair < warmUp + pairs; pair++) {
                boolean first = random.nextBoolean();
                order.add(first);
                order.add(!first);
            }
            return order;
        }

        /** The beginning of each slice that does not count, because users or threads are still switching. */
        Duration uncounted() {
            return length.dividedBy(UNCOUNTED);
        }

        /** Length of all slices, with spare time for the gaps between them, in whole seconds. */
        private Duration duration() {
            Duration slices = length.multipliedBy(order().size());
            return Duration.ofSeconds(slices.plus(slices.dividedBy(SPARE)).toSeconds() + 2);
        }

        /** Describes the plan in a sentence. */
        String text() {
            return String.format(
                    Locale.ROOT,
                    "Pairs of slices of %.1f s in one JVM, in an order drawn with seed %d, after %d discarded ones; the first %.2f s"
                            + " of each slice are discarded.",
                    length.toMillis() / 1e3,
                    SEED,
                    warmUp,
                    uncounted().toMillis() / 1e3);
        }

        /**
         * Runs a simulation that takes the slices, in a separate JVM.
         *
         * @param home folder for all output; it is emptied first
         * @return the pairs that count
         */
        List<Pair> run(Class<?> simulation, String url, int users, List<String> flags, Path home)
                throws IOException, InterruptedException {
            Path file = home.resolve("slices");
            LoadRun.run(
                    simulation,
                    url,
                    new Load(users, Duration.ofSeconds(1), duration()),
                    Stream.concat(
                                    flags.stream(),
                                    Stream.of(
                                            "-D" + FILE + "=" + file,
                                            "-D" + WARM_UP + "=" + warmUp,
                                            "-D" + PAIRS + "=" + pairs,
                                            "-D" + MILLIS + "=" + length.toMillis()))
                            .toList(),
                    home);
            List<Slice> slices =
                    Files.readAllLines(file).stream().map(Slice::parse).toList();
            List<Pair> counted = new ArrayList<>();
            for (int i = 2 * warmUp; i < slices.size(); i += 2) {
                Slice first = slices.get(i);
                Slice second = slices.get(i + 1);
                counted.add(first.on ? new Pair(first, second) : new Pair(second, first));
            }
            return counted;
        }

        /** Writes the slices for the JVM that started this one. */
        static void leave(List<Slice> slices) throws IOException {
            Files.write(
                    Path.of(System.getProperty(FILE)),
                    slices.stream().map(Slice::line).toList());
        }
    }
}
