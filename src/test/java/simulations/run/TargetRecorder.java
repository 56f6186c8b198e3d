package simulations.run;

import analyzer.metrics.Batches;
import analyzer.metrics.TargetUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Records the resource usage of the targets during the measured time. It uses a separate daemon thread, and no failure in it
 * stops a run: a run without these readings is judged by its requests alone.
 */
public final class TargetRecorder {

    /** Time between two readings if the end of the measured time is not known in advance. */
    private static final Duration UNTIL_DECIDED = Duration.ofMillis(500);

    /** Keeps the file small; more would not be useful. */
    private static final int MOST_SERIES = 1000;

    private final Side candidate;
    private final Side base;
    private final Consumer<TargetUsage.Both> sink;
    private final RecordingThread thread = new RecordingThread(
            "target-usage",
            TargetUsage.FILE_NAME + " is not written, so the analyzer does not know what the target used");

    /**
     * Creates a recorder.
     *
     * @param candidate meter of the candidate
     * @param base meter of the base; empty for a run with one target
     * @param sink called once, when the measured time has ended
     */
    public TargetRecorder(TargetMeter candidate, Optional<TargetMeter> base, Consumer<TargetUsage.Both> sink) {
        this.candidate = new Side(Optional.of(candidate));
        this.base = new Side(base);
        this.sink = sink;
    }

    /**
     * Begins recording after the warm-up, which begins now. Returns immediately.
     *
     * @param auto whether the measured time can end before {@code duration}
     */
    public void start(Duration warmUp, Duration duration, boolean auto) {
        long begin = System.nanoTime() + warmUp.toNanos();
        Duration step = auto ? UNTIL_DECIDED : duration.dividedBy(Batches.COUNT);
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
        boolean over = false;
        for (long i = 0; i <= readings && !over; i++) {
            over = thread.isOverAt(begin + i * step.toNanos());
            candidate.read(begin);
            base.read(begin);
        }
        sink.accept(new TargetUsage.Both(candidate.usage(), base.usage()));
    }

    /** One target. */
    private static final class Side {

        private final Optional<TargetMeter> meter;
        private final List<TargetUsage.Moment> moments = new ArrayList<>();
        private final List<List<MetricsPage.Series>> shown = new ArrayList<>();
        private boolean tells = true;

        Side(Optional<TargetMeter> meter) {
            this.meter = meter;
        }

        /** Takes a reading. After a failed one there are no more, because what was used in between is unknown. */
        void read(long begin) {
            long at = TimeUnit.NANOSECONDS.toMillis(Math.max(0, System.nanoTime() - begin));
            Optional<TargetMeter.Reading> reading = tells ? meter.flatMap(TargetMeter::read) : Optional.empty();
            tells = reading.isPresent();
            reading.filter(known -> moments.isEmpty()
                            || at > moments.get(moments.size() - 1).atMillis())
                    .ifPresent(known -> {
                        moments.add(
                                new TargetUsage.Moment(at, known.cpuMillis(), known.residentBytes(), known.threads()));
                        shown.add(known.page().map(MetricsPage::series).orElse(List.of()));
                    });
        }

        TargetUsage usage() {
            return meter.map(known -> new TargetUsage(known.source(), known.stepMillis(), moments, series()))
                    .orElseGet(() -> TargetUsage.untold(TargetUsage.Source.NONE));
        }

        /**
         * Returns the metrics that every page contains, without counters that were reset. A counter that is missing at first counts as
         * 0: clients expose a counter with labels only once it has counted.
         */
        private Map<String, TargetUsage.Series> series() {
            if (shown.stream().anyMatch(List::isEmpty)) {
                return Map.of();
            }
            Map<String, List<Double>> values = new TreeMap<>();
            Map<String, Boolean> counters = new HashMap<>();
            for (int i = 0; i < shown.size(); i++) {
                int before = i;
                for (MetricsPage.Series one : shown.get(i)) {
                    values.computeIfAbsent(
                                    one.name(),
                                    name -> new ArrayList<>(Collections.nCopies(one.counter() ? before : 0, 0.0)))
                            .add(one.value());
                    counters.put(one.name(), one.counter());
                }
            }
            Map<String, TargetUsage.Series> whole = new TreeMap<>();
            values.forEach((name, all) -> {
                TargetUsage.Series series = new TargetUsage.Series(counters.get(name), all);
                if (all.size() == moments.size() && series.isPossible() && whole.size() < MOST_SERIES) {
                    whole.put(name, series);
                }
            });
            return whole;
        }
    }
}
