package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.io.BadInputException;
import analyzer.metrics.TargetUsage;
import analyzer.metrics.TargetUsage.Moment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TargetRecorderTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final List<TargetUsage.Both> recorded = new ArrayList<>();

    /** A target that uses 1 ms more at each reading and disappears after a number of readings. */
    private static final class Steady implements TargetMeter {

        private final int lasts;
        private int read;
        private int asked;

        Steady(int lasts) {
            this.lasts = lasts;
        }

        @Override
        public TargetUsage.Source source() {
            return TargetUsage.Source.PROCESS;
        }

        @Override
        public double stepMillis() {
            return 20;
        }

        @Override
        public Optional<TargetMeter.Reading> read() {
            asked++;
            return read < lasts
                    ? Optional.of(
                            new TargetMeter.Reading(read++, OptionalLong.of(4096), OptionalInt.of(3), Optional.empty()))
                    : Optional.empty();
        }
    }

    @Test
    void bothSidesAreReadAtTheSameTwentyOneTimes() throws Exception {
        CompletableFuture<TargetUsage.Both> future = new CompletableFuture<>();
        TargetRecorder recorder = new TargetRecorder(new Steady(99), Optional.of(new Steady(99)), future::complete);
        recorder.start(Duration.ofMillis(20), Duration.ofMillis(400), false);
        TargetUsage.Both both = future.get(30, TimeUnit.SECONDS);

        // Two readings in the same millisecond, on a busy machine, count as one.
        assertTrue(both.candidate().moments().size() > 10, both.toString());
        assertTrue(both.candidate().moments().size() <= 21, both.toString());
        assertEquals(20, both.candidate().cpuStepMillis());
        Moment first = both.candidate().moments().get(0);
        assertEquals(new Moment(first.atMillis(), 0, OptionalLong.of(4096), OptionalInt.of(3)), first);
        Moment last = both.base().moments().get(both.base().moments().size() - 1);
        assertTrue(last.atMillis() >= 400, last.toString());
        assertEquals(20, last.cpuMillis());
    }

    @Test
    void readsEverySecondIfTheEndIsOpen() throws Exception {
        TargetRecorder recorder = new TargetRecorder(new Steady(99), Optional.empty(), recorded::add);
        recorder.start(Duration.ZERO, LONG, true);
        Thread.sleep(1300);
        recorder.finish();

        List<Moment> moments = recorded.get(0).candidate().moments();
        long last = moments.get(moments.size() - 1).atMillis();
        assertTrue(last >= 1300, "the last one at its end: " + moments);
        assertTrue(moments.size() >= 3 && moments.size() <= last / 1000 + 2, moments.toString());
        assertEquals(
                TargetUsage.unknown(TargetUsage.Source.NONE), recorded.get(0).base());
    }

    /** Otherwise the analyzer could not read the file of a long run of a target with many metrics. */
    @Test
    void aLongRunKeepsNoMoreReadings() throws Exception {
        CompletableFuture<TargetUsage.Both> future = new CompletableFuture<>();
        Counting candidate = new Counting(Long.MAX_VALUE);
        Counting base = new Counting(1505);
        new TargetRecorder(candidate, Optional.of(base), future::complete, Duration.ofMillis(2))
                .start(Duration.ZERO, Duration.ofMillis(2 * 2001), true);
        TargetUsage.Both both = future.get(50, TimeUnit.SECONDS);

        assertEquals(2002, candidate.read);
        List<Double> read = read(both.candidate());
        assertTrue(read.size() <= TargetRecorder.MOST_STEPS + 1, read.toString());
        assertEquals(0, read.get(0));
        assertTrue(read.get(read.size() - 1) > 1920, read.toString());
        // Thinned after 240, 480, 960 and 1920 steps. Two readings in the same millisecond, on a busy machine, count as
        // one.
        assertTrue(read.stream().limit(read.size() - 1).allMatch(number -> number % 16 == 0), read.toString());
        assertEquals(
                read, both.candidate().moments().stream().map(Moment::cpuMillis).toList());
        // This counter was reset, although no reading that is kept shows it.
        assertEquals(
                Set.of("all_total"),
                both.base().metrics().keySet(),
                read(both.base()).toString());
    }

    private static List<Double> read(TargetUsage usage) {
        return usage.metrics().get("all_total").values();
    }

    /** A target that counts its readings. A second counter is reset at one of them, and then makes up for it. */
    private static final class Counting implements TargetMeter {

        private final long reset;
        private long read;

        Counting(long reset) {
            this.reset = reset;
        }

        @Override
        public TargetUsage.Source source() {
            return TargetUsage.Source.PROCESS;
        }

        @Override
        public double stepMillis() {
            return 0;
        }

        @Override
        public Optional<TargetMeter.Reading> read() {
            long number = read++;
            String page = "# TYPE all_total counter\nall_total " + number + "\n# TYPE reset_total counter\nreset_total "
                    + (number >= reset && number < reset + 15 ? 0 : number) + "\n";
            return Optional.of(new TargetMeter.Reading(
                    number,
                    OptionalLong.empty(),
                    OptionalInt.empty(),
                    Optional.of(new MetricsPage(page, Instant.EPOCH))));
        }
    }

    @Test
    void aTargetThatIsGoneIsNotReadAgain() throws Exception {
        CompletableFuture<TargetUsage.Both> future = new CompletableFuture<>();
        Steady gone = new Steady(3);
        Steady there = new Steady(99);
        new TargetRecorder(gone, Optional.of(there), future::complete)
                .start(Duration.ZERO, Duration.ofMillis(200), false);
        TargetUsage.Both both = future.get(30, TimeUnit.SECONDS);

        // The fourth reading failed. The number of moments depends on the machine, as above.
        assertEquals(4, gone.asked, both.toString());
        assertEquals(21, there.asked, both.toString());
        assertTrue(both.candidate().moments().size() <= 3, both.toString());
    }

    /** A server that exposes these pages, one at each reading. */
    private static TargetMeter showing(List<String> pages) {
        return showing(TargetUsage.Source.PROCESS, pages);
    }

    private static TargetMeter showing(TargetUsage.Source source, List<String> pages) {
        Iterator<String> next = pages.iterator();
        return new TargetMeter() {
            @Override
            public TargetUsage.Source source() {
                return source;
            }

            @Override
            public double stepMillis() {
                return 0;
            }

            @Override
            public Optional<Reading> read() {
                // Two readings in the same millisecond, on a busy machine, would count as one.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
                return next.hasNext()
                        ? Optional.of(new Reading(
                                1,
                                OptionalLong.empty(),
                                OptionalInt.empty(),
                                Optional.of(next.next()).map(text -> new MetricsPage(text, Instant.EPOCH))))
                        : Optional.empty();
            }
        };
    }

    private static TargetUsage.Both shown(TargetMeter candidate, Optional<TargetMeter> base) throws Exception {
        CompletableFuture<TargetUsage.Both> future = new CompletableFuture<>();
        new TargetRecorder(candidate, base, future::complete).start(Duration.ZERO, Duration.ofMillis(800), false);
        return future.get(30, TimeUnit.SECONDS);
    }

    private static TargetUsage shown(String... pages) throws Exception {
        return shown(showing(List.of(pages)), Optional.empty()).candidate();
    }

    @Test
    void newCountersStartAtZero() throws Exception {
        String types = "# TYPE a_total counter\n# TYPE late_total counter\n# TYPE back_total counter\n# TYPE g gauge\n";
        TargetUsage usage = shown(
                types + "a_total 1\nback_total 5\n",
                types + "a_total 2\nback_total 1\ng 7\nlate_total{b=\"secret\"} 3\n",
                types + "a_total 2\nback_total 2\ng 8\nlate_total{b=\"secret\"} 4\n");

        assertEquals(
                Map.of(
                        "a_total", new TargetUsage.Series(true, List.of(1.0, 2.0, 2.0)),
                        "late_total", new TargetUsage.Series(true, List.of(0.0, 3.0, 4.0))),
                usage.metrics());
    }

    /** The squares of such figures would be infinite. */
    @Test
    void aCounterBeyondAnyCountIsNotRecorded() throws Exception {
        String type = "# TYPE a_total counter\n# TYPE b_total counter\n";
        TargetUsage usage = shown(type + "a_total 1\nb_total 1\n", type + "a_total 1e160\nb_total 1e18\n");

        assertEquals(Set.of("b_total"), usage.metrics().keySet());
    }

    /** Otherwise the counter would seem to have counted nothing on the side that lacks it. */
    @Test
    void aMetricThatOneSideLacksIsRecordedOfNeither() throws Exception {
        String types = "# TYPE a_total counter\n# TYPE back_total counter\n# TYPE new_total counter\n# TYPE g gauge\n";
        TargetUsage.Both both = shown(
                showing(List.of(
                        types + "a_total 1\nback_total 5\nnew_total 1\ng 1\n",
                        types + "a_total 2\nback_total 6\nnew_total 2\ng 1\n")),
                Optional.of(showing(
                        List.of(types + "a_total 3\nback_total 5\ng 1\n", types + "a_total 4\nback_total 1\n"))));

        assertEquals(Set.of("a_total", "new_total"), both.candidate().metrics().keySet());
        assertEquals(Set.of("a_total"), both.base().metrics().keySet());
    }

    /** Returns what is recorded of a counter that counts 1 between two of 20 readings, some of which have no page. */
    private static Map<String, TargetUsage.Series> without(Integer... missing) throws Exception {
        return without(TargetUsage.Source.PROCESS, missing).metrics();
    }

    private static TargetUsage without(TargetUsage.Source source, Integer... missing) throws Exception {
        List<String> pages = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            pages.add(List.of(missing).contains(i) ? "" : "# TYPE a_total counter\na_total " + i + "\n");
        }
        return shown(showing(source, pages), Optional.empty()).candidate();
    }

    @Test
    void aFewMissingPagesRepeatThePreviousOne() throws Exception {
        List<Double> values = without(5, 11).get("a_total").values();

        assertEquals(List.of(4.0, 4.0, 6.0), values.subList(4, 7));
        assertEquals(List.of(10.0, 10.0, 12.0), values.subList(10, 13));
        assertEquals(20, values.size());
    }

    @Test
    void manyMissingPagesOrOneAtAnEndLeaveNoMetrics() throws Exception {
        assertEquals(Map.of(), without(5, 6, 7));
        assertEquals(Map.of(), without(0));
        assertEquals(Map.of(), without(19));
    }

    /** The CPU time is then on the pages. */
    @Test
    void readingsOfMetricsNeedTheirPages() throws Exception {
        assertEquals(20, without(TargetUsage.Source.METRICS, 5, 11).moments().size());
        assertEquals(List.of(), without(TargetUsage.Source.METRICS, 5, 6, 7).moments());
        assertEquals(List.of(), without(TargetUsage.Source.METRICS, 19).moments());
        assertEquals(20, without(TargetUsage.Source.PROCESS, 19).moments().size());
    }

    @Test
    void theWarmUpIsNotRecorded() {
        TargetRecorder recorder = new TargetRecorder(new Steady(99), Optional.empty(), recorded::add);
        recorder.start(LONG, LONG, false);
        recorder.finish();
        assertEquals(List.of(), recorded);
    }

    @Test
    void doesNotWaitForARunThatNeverBegan() {
        new TargetRecorder(new Steady(99), Optional.empty(), recorded::add).finish();
        assertEquals(List.of(), recorded);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFailureIsReportedInOneLine(boolean outOfMemory) throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            TargetRecorder recorder = new TargetRecorder(new Steady(99), Optional.empty(), used -> {
                if (outOfMemory) {
                    throw new OutOfMemoryError("Java heap space");
                }
                throw new BadInputException("x/target.json: cannot be written (permission denied)");
            });
            recorder.start(Duration.ZERO, Duration.ofMillis(100), false);
            Thread.sleep(300);
            recorder.finish();
        } finally {
            System.setErr(before);
        }
        assertEquals(
                "warning: target.json is not written, so the analyzer does not know what the target used: "
                        + (outOfMemory ? "Java heap space" : "x/target.json: cannot be written (permission denied)"),
                err.toString(StandardCharsets.UTF_8).strip());
    }
}
