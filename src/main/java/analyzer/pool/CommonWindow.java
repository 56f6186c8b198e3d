package analyzer.pool;

import analyzer.io.BadInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The time in which all injectors measured.
 *
 * @param from when the last injector began to measure
 * @param to planned end of the first injector
 * @param planned planned measured time of each injector
 * @param last the injector that began last
 * @param first the injector that began first
 * @param spread how much later the last began than the first
 */
record CommonWindow(Instant from, Instant to, Duration planned, InjectorRun last, InjectorRun first, Duration spread) {

    /** Smallest share of the planned time. With less in common, too much of the load was not that of the load profile. */
    static final double MIN_SHARE = 0.95;

    /**
     * The common window of at least one injector.
     *
     * @throws BadInputException if the injectors have no time in common
     */
    static CommonWindow of(List<InjectorRun> injectors, Clocks clocks) {
        Comparator<InjectorRun> byBegin =
                Comparator.comparing(run -> clocks.corrected(run, run.info().measuredFrom()));
        InjectorRun first = injectors.stream().min(byBegin).orElseThrow();
        InjectorRun last = injectors.stream().max(byBegin).orElseThrow();
        Instant from = clocks.corrected(last, last.info().measuredFrom());
        Instant to = clocks.corrected(first, first.plannedEnd());
        if (!from.isBefore(to)) {
            throw new BadInputException(last.path() + ": did not load at the same time as " + first.path()
                    + ": it measured from " + from + ", the other until " + to
                    + "; pool the injectors of one run, and set START_AT for all");
        }
        Instant begin = clocks.corrected(first, first.info().measuredFrom());
        return new CommonWindow(
                from, to, first.info().profile().duration(), last, first, Duration.between(begin, from));
    }

    /** The flaw that the common time is too short; empty if it is not. */
    Optional<String> flaw() {
        long common = Duration.between(from, to).toMillis();
        if (common >= MIN_SHARE * planned.toMillis()) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "the injectors measured together for %d ms of %d ms: %s began %d ms after %s; set START_AT, and"
                        + " synchronize their clocks",
                common,
                planned.toMillis(),
                last.name(),
                spread.toMillis(),
                first.name()));
    }
}
