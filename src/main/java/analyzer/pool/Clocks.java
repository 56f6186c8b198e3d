package analyzer.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Offsets of the injectors' clocks from a reference clock, which gives all times of the pooled result. The reference is the clock in
 * the middle of all, so that the right clocks are never measured by a single wrong one.
 *
 * @param reference number of the injector with the reference clock
 * @param offsets how far the clock of each injector is ahead of the reference; without clocks that could not be compared
 */
record Clocks(int reference, Map<Integer, ClockOffset> offsets) {

    /** Compares the clocks of at least one injector. */
    static Clocks of(List<InjectorRun> injectors) {
        List<InjectorRun> comparable = injectors.stream()
                .filter(run -> !run.injector().clock().isEmpty())
                .sorted(Comparator.comparingDouble(
                        run -> ClockOffset.toTarget(run.injector().clock()).millis()))
                .toList();
        InjectorRun reference = comparable.isEmpty() ? injectors.get(0) : comparable.get((comparable.size() - 1) / 2);
        Map<Integer, ClockOffset> offsets = new TreeMap<>();
        for (InjectorRun run : injectors) {
            ClockOffset.between(run.injector().clock(), reference.injector().clock())
                    .ifPresent(offset -> offsets.put(run.index(), run == reference ? new ClockOffset(0, 0) : offset));
        }
        return new Clocks(reference.index(), offsets);
    }

    Optional<ClockOffset> offsetOf(InjectorRun run) {
        return Optional.ofNullable(offsets.get(run.index()));
    }

    /** How far an injector's clock is assumed to be ahead. */
    Duration ahead(InjectorRun run) {
        return offsetOf(run).map(ClockOffset::correction).orElse(Duration.ZERO);
    }

    /** Converts a moment of an injector's clock to the reference clock. */
    Instant corrected(InjectorRun run, Instant moment) {
        return moment.minus(ahead(run));
    }
}
