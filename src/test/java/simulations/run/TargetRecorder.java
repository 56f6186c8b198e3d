package simulations.run;

import analyzer.metrics.Batches;
import analyzer.metrics.TargetUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Records the resource usage of the targets during the measured time. It uses a separate daemon thread, and no failure in it
 * stops a run: a run without these readings is judged by its requests alone.
 */
public final class TargetRecorder {

    /** Time between two readings if the end of the measured time is not known in advance: ten in the shortest run by default. */
    private static final Duration UNTIL_DECIDED = Duration.ofSeconds(1);

    /** Keeps the file small; more would not be useful. */
    private static final int MOST_SERIES = 1000;

    /** Largest share of readings without a page of metrics. */
    private static final double MOST_MISSING = 0.1;

    /**
     * Steps between kept readings, an even number. After more of them every second reading is dropped, again and again, because a
     * longer run must not leave a larger file, which the analyzer could not read. Both targets keep readings of the same times.
     */
    static final int MOST_STEPS = 240;

    private final Side candidate;
    private final Side base;
    private final Consumer<TargetUsage.Both> sink;
    private final Duration untilDecided;
    private final RecordingThread thread = new RecordingThread(
            "target-usage",
            TargetUsage.FILE_NAME + " is not written, so the analyzer does not know what the target used");

    /**
     * Creates a recorder.
     *
     * @param base meter of the base; empty for a run with one target
     * @param sink called once, when the measured time has ended
     */
    public TargetRecorder(TargetMeter candidate, Optional<TargetMeter> base, Consumer<TargetUsage.Both> sink) {
        this(candidate, base, sink, UNTIL_DECIDED);
    }

    TargetRecorder(
            TargetMeter candidate, Optional<TargetMeter> base, Consumer<TargetUsage.Both> sink, Duration untilDecided) {
        this.candidate = new Side(Optional.of(candidate));
        this.base = new Side(base);
        this.sink = sink;
        this.untilDecided = untilDecided;
    }

    /**
     * Begins recording after the warm-up, which begins now. Returns immediately.
     *
     * @param auto whether the measured time can end before {@code duration}
     */
    public void start(Duration warmUp, Duration duration, boolean auto) {
        long begin = System.nanoTime() + warmUp.toNanos();
        Duration step = auto ? untilDecided : duration.dividedBy(Batches.COUNT);
        thread.start(() -> record(begin, duration, step));
    }

    /** Call it when the run is over, on time or not. Returns after the sink was called. */
    public void finish() {
        thread.finish();
    }

    private void record(long begin, Duration duration, Duration step) throws InterruptedException {
        if (thread.isOverAt(begin)) {
            return;
        }
        long readings = duration.dividedBy(step);
        long stride = 1;
        boolean over = false;
        for (long i = 0; i <= readings && !over; i++) {
            over = thread.isOverAt(begin + i * step.toNanos());
            candidate.read(begin, i, stride);
            base.read(begin, i, stride);
            if (i == MOST_STEPS * stride) {
                stride *= 2;
                candidate.thin(stride);
                base.thin(stride);
            }
        }
        Set<String> metrics = recorded();
        sink.accept(new TargetUsage.Both(candidate.usage(metrics), base.usage(metrics)));
    }

    /** Names of the metrics that neither side lacks. A counter that only one side exposes has counted nothing on the other. */
    private Set<String> recorded() {
        Set<String> names = new TreeSet<>(candidate.columns.keySet());
        names.addAll(base.columns.keySet());
        names.removeAll(candidate.unusable);
        names.removeAll(base.unusable);
        return names.stream().limit(MOST_SERIES).collect(Collectors.toSet());
    }

    /** Values of a metric, one for each reading. */
    private record Column(boolean counter, List<Double> values) {

        /** Whether the newest value is possible after those before it. */
        boolean isPossible() {
            List<Double> newest = values.subList(Math.max(0, values.size() - 2), values.size());
            return new TargetUsage.Series(counter, newest).isPossible();
        }

        void repeat() {
            values.add(values.get(values.size() - 1));
        }
    }

    /** One target. */
    private static final class Side {

        private final Optional<TargetMeter> meter;
        private List<Long> indexes = new ArrayList<>();
        private List<TargetUsage.Moment> moments = new ArrayList<>();
        private final Map<String, Column> columns = new TreeMap<>();

        /** Metrics that one of the pages lacked, and counters that were reset, also in readings that were dropped. */
        private final Set<String> unusable = new HashSet<>();

        private boolean readable = true;
        private long readings;
        private long missing;
        private boolean hasFirst;
        private boolean hasNewest;

        Side(Optional<TargetMeter> meter) {
            this.meter = meter;
        }

        /**
         * Takes a reading. After a failed one there are no more, because what was used in between is unknown. The reading before it is
         * kept only if its index is a multiple of the stride, but each is taken, because it also shows processes that end and counters
         * that are reset.
         */
        void read(long begin, long index, long stride) {
            long at = TimeUnit.NANOSECONDS.toMillis(Math.max(0, System.nanoTime() - begin));
            Optional<TargetMeter.Reading> reading = readable ? meter.flatMap(TargetMeter::read) : Optional.empty();
            readable = reading.isPresent();
            reading.filter(known -> moments.isEmpty()
                            || at > moments.get(moments.size() - 1).atMillis())
                    .ifPresent(known -> {
                        indexes.add(index);
                        moments.add(
                                new TargetUsage.Moment(at, known.cpuMillis(), known.residentBytes(), known.threads()));
                        add(known.page().map(MetricsPage::series).orElse(List.of()));
                        int before = indexes.size() - 2;
                        if (before >= 0 && indexes.get(before) % stride != 0) {
                            indexes.remove(before);
                            moments.remove(before);
                            columns.values().forEach(column -> column.values().remove(before));
                        }
                    });
        }

        /**
         * Adds the metrics of the newest reading. A counter that is missing at first counts as 0: clients expose a counter with labels
         * only once it has counted. Without a page the values of the previous one are repeated: what was counted meanwhile is on
         * the next one.
         */
        private void add(List<MetricsPage.Series> page) {
            hasNewest = !page.isEmpty();
            hasFirst |= hasNewest && readings == 0;
            readings++;
            if (!hasNewest) {
                missing++;
                columns.values().forEach(Column::repeat);
                return;
            }
            int before = moments.size() - 1;
            for (MetricsPage.Series one : page) {
                columns.computeIfAbsent(
                                one.name(),
                                name -> new Column(
                                        one.counter(),
                                        new ArrayList<>(Collections.nCopies(one.counter() ? before : 0, 0.0))))
                        .values()
                        .add(one.value());
            }
            columns.forEach((name, column) -> {
                if (column.values().size() != moments.size() || !column.isPossible()) {
                    unusable.add(name);
                }
            });
            columns.keySet().removeAll(unusable);
        }

        /** Drops the readings whose index is not a multiple of the stride. */
        void thin(long stride) {
            int[] kept = IntStream.range(0, indexes.size())
                    .filter(i -> indexes.get(i) % stride == 0)
                    .toArray();
            indexes = only(kept, indexes);
            moments = only(kept, moments);
            columns.replaceAll((name, column) -> new Column(column.counter(), only(kept, column.values())));
        }

        private static <T> List<T> only(int[] kept, List<T> all) {
            return Arrays.stream(kept).mapToObj(all::get).collect(Collectors.toCollection(ArrayList::new));
        }

        TargetUsage usage(Set<String> metrics) {
            return meter.map(known -> new TargetUsage(
                            known.source(),
                            known.stepMillis(),
                            known.source() == TargetUsage.Source.METRICS && !hasPages() ? List.of() : moments,
                            series(metrics),
                            known.process()))
                    .orElseGet(() -> TargetUsage.unknown(TargetUsage.Source.NONE));
        }

        /** Whether nearly all pages are there, and those of both ends. */
        private boolean hasPages() {
            return hasFirst && hasNewest && missing <= MOST_MISSING * readings;
        }

        /** Returns the metrics with these names; none without the pages. */
        private Map<String, TargetUsage.Series> series(Set<String> metrics) {
            return columns.entrySet().stream()
                    .filter(metric -> hasPages() && metrics.contains(metric.getKey()))
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            metric -> new TargetUsage.Series(
                                    metric.getValue().counter(),
                                    metric.getValue().values())));
        }
    }
}
