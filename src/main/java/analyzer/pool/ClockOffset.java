package analyzer.pool;

import analyzer.metrics.Injector.ClockEdge;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far one clock is ahead of another, as an interval that contains the true value. Each {@link ClockEdge} bounds the moment at
 * which the target's {@code Date} header changed, regardless of the network; docs/SCALE.md, section "Clocks", has the sources.
 */
public record ClockOffset(double lowMillis, double highMillis) {

    /** A server can update its header only once a second, and not at the start of the second. */
    private static final double DATE_RESOLUTION_MILLIS = 1000;

    /**
     * How far the clock that saw {@code mine} is ahead of the one that saw {@code theirs}. Header changes that both saw bound the
     * offset by themselves, however late the header changes. Without any, the resolution of the header widens the interval.
     *
     * @return empty if one of the clocks saw no change
     */
    static Optional<ClockOffset> between(List<ClockEdge> mine, List<ClockEdge> theirs) {
        if (mine.isEmpty() || theirs.isEmpty()) {
            return Optional.empty();
        }
        Map<Instant, ClockEdge> byTick = new HashMap<>();
        theirs.forEach(edge -> byTick.put(edge.tick(), edge));
        List<ClockOffset> common = mine.stream()
                .filter(edge -> byTick.containsKey(edge.tick()))
                .map(edge -> {
                    ClockEdge other = byTick.get(edge.tick());
                    return new ClockOffset(
                            millis(other.latest(), edge.earliest()), millis(other.earliest(), edge.latest()));
                })
                .toList();
        if (!common.isEmpty()) {
            return Optional.of(combined(common));
        }
        ClockOffset own = toTarget(mine);
        ClockOffset other = toTarget(theirs);
        return Optional.of(new ClockOffset(
                own.lowMillis - other.highMillis - DATE_RESOLUTION_MILLIS,
                own.highMillis - other.lowMillis + DATE_RESOLUTION_MILLIS));
    }

    /** How far the clock that saw these changes is ahead of the clock of the target's header. */
    static ClockOffset toTarget(List<ClockEdge> edges) {
        return combined(edges.stream()
                .map(edge -> new ClockOffset(millis(edge.tick(), edge.earliest()), millis(edge.tick(), edge.latest())))
                .toList());
    }

    /**
     * The intersection of all bounds or, if they contradict each other because a clock was set in the meantime, everything that
     * any of them allows.
     */
    private static ClockOffset combined(List<ClockOffset> bounds) {
        double low = bounds.stream().mapToDouble(ClockOffset::lowMillis).max().orElseThrow();
        double high = bounds.stream().mapToDouble(ClockOffset::highMillis).min().orElseThrow();
        return low <= high
                ? new ClockOffset(low, high)
                : new ClockOffset(
                        bounds.stream()
                                .mapToDouble(ClockOffset::lowMillis)
                                .min()
                                .orElseThrow(),
                        bounds.stream()
                                .mapToDouble(ClockOffset::highMillis)
                                .max()
                                .orElseThrow());
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    /** Middle of the interval, in milliseconds; positive if the clock is ahead. */
    public double millis() {
        return (lowMillis + highMillis) / 2;
    }

    /** Largest distance of the true value from the middle, in milliseconds. */
    public double uncertaintyMillis() {
        return (highMillis - lowMillis) / 2;
    }

    /** Whether the clocks certainly differ. */
    public boolean differs() {
        return lowMillis > 0 || highMillis < 0;
    }

    /** The correction: the middle if the clocks certainly differ, else zero. */
    Duration correction() {
        return differs() ? Duration.ofMillis(Math.round(millis())) : Duration.ZERO;
    }
}
