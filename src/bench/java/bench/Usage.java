package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Resources that a JVM used in a given time.
 *
 * @param cpuMicros CPU time, in microseconds
 * @param allocatedBytes bytes of allocated objects, all of which become garbage
 */
record Usage(double cpuMicros, double allocatedBytes) {

    private record Sample(long millis, double cpuNanos, double bytes) {

        static Sample parse(String line) {
            String[] numbers = line.split(" ");
            return new Sample(
                    Long.parseLong(numbers[0]), Double.parseDouble(numbers[1]), Double.parseDouble(numbers[2]));
        }
    }

    /** Reads the usage in a given time from the samples of {@link WatchedGatling}, with linear interpolation between them. */
    static Usage read(Path file, Instant from, Duration duration) throws IOException {
        List<Sample> samples =
                Files.readAllLines(file).stream().map(Sample::parse).toList();
        Sample begin = at(samples, from.toEpochMilli());
        Sample end = at(samples, from.plus(duration).toEpochMilli());
        return new Usage((end.cpuNanos - begin.cpuNanos) / 1e3, end.bytes - begin.bytes);
    }

    private static Sample at(List<Sample> samples, long millis) {
        for (int i = 1; i < samples.size(); i++) {
            Sample before = samples.get(i - 1);
            Sample after = samples.get(i);
            if (before.millis <= millis && millis <= after.millis) {
                double part = after.millis == before.millis
                        ? 0
                        : (double) (millis - before.millis) / (after.millis - before.millis);
                return new Sample(
                        millis,
                        before.cpuNanos + part * (after.cpuNanos - before.cpuNanos),
                        before.bytes + part * (after.bytes - before.bytes));
            }
        }
        throw new BenchException("a run ended before its measured time did; run the benchmark again");
    }
}
