package simulations.run;

import analyzer.LiveJudge;
import analyzer.io.BadInputException;
import analyzer.metrics.AutoDuration;
import analyzer.metrics.AutoDuration.End;
import analyzer.report.MeasuredTime;
import analyzer.report.SafeText;
import analyzer.verdict.Outlook;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import simulations.config.Load;

/**
 * Ends the measured time of a run when its verdict is certain. At each planned look, while the load continues, it waits for the
 * iterations that began before that time and for Gatling to write them into its log. Then it asks the judge about that part of
 * the run. A look that is not ready when the next one is due is skipped. Between looks it checks whether all requests to the
 * target fail.
 *
 * <p>A failure here costs only time: the run then lasts as long as the maximum.
 */
public final class VerdictWatch {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** Largest difference between the clocks of Gatling, of this simulation and of the reader of the log. */
    private static final Duration CLOCKS = Duration.ofMillis(20);

    /** Records reach the log not exactly in the order of their ends. The largest observed difference is 23 ms. */
    private static final Duration DISORDER = Duration.ofMillis(100);

    private static final Duration READ_AGAIN = Duration.ofMillis(250);

    /** How often failures are counted: every second, and in a long run after each tenth of it. */
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final int TENTH = 10;

    private final Phases phases;
    private final UnderWay underWay;
    private final PrintStream out;
    private AutoDuration duration;

    /**
     * Prepares to watch a run.
     *
     * @param duration minimum and maximum of the measured time
     * @param phases phases of the run, whose measured time this class ends
     * @param underWay measured iterations in progress
     * @param out where each look prints one line
     */
    public VerdictWatch(AutoDuration duration, Phases phases, UnderWay underWay, PrintStream out) {
        this.duration = duration;
        this.phases = phases;
        this.underWay = underWay;
        this.out = out;
    }

    /**
     * The end of a measured time.
     *
     * @param measured its length
     * @param duration the looks, and why it ended
     */
    public record Ending(Duration measured, AutoDuration duration) {}

    /** Watches until the measured time ends. Returns empty if the run was over before. */
    public Optional<Ending> watch(LiveJudge judge) throws InterruptedException {
        try {
            for (Duration at : duration.planned()) {
                Optional<Ending> failing = waitUntil(at, judge);
                if (failing.isPresent()) {
                    return failing;
                }
                if (at.equals(duration.most())) {
                    break;
                }
                Optional<LiveJudge.Sight> seen = see(at, judge);
                Optional<End> end = seen.flatMap(sight -> look(at, sight));
                if (end.isPresent()) {
                    return Optional.of(end(at, end.get()));
                }
            }
        } catch (BadInputException e) {
            out.println("warning: the run lasts " + Load.text(duration.most()) + ", because an interim look failed: "
                    + SafeText.line(e.getMessage()));
            sleepUntil(duration.most());
        }
        return phases.isMeasured() ? Optional.empty() : Optional.of(end(duration.most(), End.MAXIMUM));
    }

    /** Waits until this measured time, or until the target only fails. */
    private Optional<Ending> waitUntil(Duration at, LiveJudge judge) throws InterruptedException {
        while (true) {
            Duration measured = phases.measured();
            Duration tenth = measured.dividedBy(TENTH);
            Duration next = max(measured, Duration.ZERO).plus(max(SECOND, tenth));
            if (next.compareTo(at) >= 0) {
                sleepUntil(at);
                return Optional.empty();
            }
            sleepUntil(next);
            Duration now = Duration.ofMillis(phases.measured().toMillis());
            if (judge.lookAt(now).filter(LiveJudge.Sight::isFailing).isPresent()) {
                return Optional.of(end(now, End.FAILING));
            }
        }
    }

    /** Returns what is known of the run up to a given time; empty if that is not available before the next look is due. */
    private Optional<LiveJudge.Sight> see(Duration at, LiveJudge judge) throws InterruptedException {
        Duration late = duration.planned().stream()
                .filter(planned -> planned.compareTo(at) > 0)
                .findFirst()
                .orElseThrow();
        long begin =
                System.nanoTime() - phases.measured().minus(at).minus(CLOCKS).toNanos();
        while (underWay.anyBegunBefore(begin)) {
            if (phases.measured().compareTo(late) >= 0) {
                return Optional.empty();
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
        Instant ended = Instant.now().plus(DISORDER);
        while (phases.measured().compareTo(late) < 0) {
            Optional<LiveJudge.Sight> sight =
                    judge.lookAt(at).filter(seen -> !seen.newest().isBefore(ended));
            if (sight.isPresent()) {
                return sight;
            }
            Thread.sleep(READ_AGAIN.toMillis());
        }
        return Optional.empty();
    }

    /** Records and prints a look. Returns why the measured time ends; empty if it does not. */
    private Optional<End> look(Duration at, LiveJudge.Sight sight) {
        List<LiveJudge.Endpoint> open =
                sight.endpoints().stream().filter(LiveJudge.Endpoint::isOpen).toList();
        duration = duration.plus(new AutoDuration.Look(
                at, open.stream().map(one -> one.outlook().verdict().endpoint()).toList()));
        if (sight.endpoints().isEmpty()) {
            return Optional.empty();
        }
        if (open.isEmpty()) {
            return Optional.of(
                    sight.isFailing()
                            ? End.FAILING
                            : sight.endpoints().stream()
                                            .anyMatch(one -> one.outlook().precise())
                                    ? End.PRECISE
                                    : End.DECIDED);
        }
        if (open.stream().allMatch(one -> one.outlook().hopeless())) {
            return Optional.of(End.HOPELESS);
        }
        out.println("  " + Load.text(at) + " of at most " + Load.text(duration.most()) + " measured, inconclusive: "
                + open.stream().map(one -> text(one.outlook(), at)).collect(Collectors.joining(", ")));
        return Optional.empty();
    }

    private String text(Outlook outlook, Duration at) {
        double seconds = outlook.times().orElse(0) * at.toMillis() / 1000.0;
        String about = seconds == 0 || seconds > duration.most().toMillis() / 1000.0
                ? ""
                : String.format(Locale.ROOT, " (about %.0fs in total)", Math.max(seconds, at.toMillis() / 1000.0 + 1));
        return outlook.verdict().endpoint() + about;
    }

    private Ending end(Duration measured, End why) {
        phases.end();
        Ending ending = new Ending(measured, duration.ended(why));
        out.println("  " + MeasuredTime.text(measured, ending.duration()));
        return ending;
    }

    private void sleepUntil(Duration measured) throws InterruptedException {
        long millis = measured.minus(phases.measured()).toMillis() + 1;
        if (millis > 0) {
            Thread.sleep(millis);
        }
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
