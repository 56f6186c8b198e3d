package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A part of a run with or without recording of the generator's health.
 *
 * @param record whether it was recorded
 * @param perSecond requests per second
 * @param cpuShare CPU time of the threads that record, 0 to 1 of all processors; the tasks that they give to the event loops run
 *     there and are not in it
 */
record RecordedSlice(boolean record, double perSecond, double cpuShare) {

    /**
     * Pairs of slices, one with recording and one without, in an order that is drawn for each pair. After one more that comes
     * first and does not count, in which the recording is loaded and compiled.
     *
     * @param pairs how many count
     * @param slice how long each half of a pair lasts
     */
    record Plan(int pairs, Duration slice) {

        /** The same in every run. */
        static final long SEED = 20_261_124;

        private static final int UNCOUNTED = 5;
        private static final int SPARE = 20;

        /** For each slice in turn whether it is recorded. */
        List<Boolean> order() {
            Random random = new Random(SEED);
            List<Boolean> order = new ArrayList<>();
            for (int pair = 0; pair <= pairs; pair++) {
                boolean first = random.nextBoolean();
                order.add(first);
                order.add(!first);
            }
            return order;
        }

        /** What is left out of the beginning of each slice: recording starts or its last threads end. */
        Duration uncounted() {
            return slice.dividedBy(UNCOUNTED);
        }

        /** How long all slices last, with time to spare for what is between them, in whole seconds. */
        Duration duration() {
            Duration slices = slice.multipliedBy(order().size());
            return Duration.ofSeconds(slices.plus(slices.dividedBy(SPARE)).toSeconds() + 2);
        }
    }

    /** Both halves of a pair. */
    record Pair(RecordedSlice with, RecordedSlice without) {

        double ratio() {
            return with.perSecond / without.perSecond;
        }
    }

    static void write(Path file, List<RecordedSlice> slices) throws IOException {
        Files.write(
                file,
                slices.stream()
                        .map(slice -> slice.record + " " + slice.perSecond + " " + slice.cpuShare)
                        .toList());
    }

    /** The pairs that count. */
    static List<Pair> read(Path file) throws IOException {
        List<RecordedSlice> slices =
                Files.readAllLines(file).stream().map(RecordedSlice::parse).toList();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 2; i < slices.size(); i += 2) {
            RecordedSlice first = slices.get(i);
            RecordedSlice second = slices.get(i + 1);
            pairs.add(first.record ? new Pair(first, second) : new Pair(second, first));
        }
        return pairs;
    }

    private static RecordedSlice parse(String line) {
        String[] words = line.split(" ");
        return new RecordedSlice(
                Boolean.parseBoolean(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2]));
    }
}
