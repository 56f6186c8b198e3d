package simulations.target;

import analyzer.metrics.ClockEdge;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Watches the {@code Date} header of the target turn from one second to the next. The header has whole seconds only, but
 * the moment of its turn can be had as exactly as a request takes: it lies between sending the last request that is
 * answered with the old second and receiving the first answer with the new one.
 */
public final class TargetClock {

    /** Enough for clocks that differ by several seconds to have seen some of the same turns. */
    private static final int MAX_EDGES = 20;

    /** Between two requests while nobody knows when the header turns. */
    private static final Duration COARSE = Duration.ofMillis(10);

    /** So long before it can turn at the earliest, and besides as long as an answer takes, it is asked without a pause. */
    private static final Duration MARGIN = Duration.ofMillis(15);

    /** A turn that is known no better has been slept through. */
    private static final Duration SHARP = Duration.ofMillis(500);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Supplier<Optional<Instant>> date;
    private final Clock clock;
    private final Consumer<Duration> sleep;

    /**
     * @param date asks the target for its date
     * @param clock this machine's clock
     * @param sleep waits
     */
    TargetClock(Supplier<Optional<Instant>> date, Clock clock, Consumer<Duration> sleep) {
        this.date = date;
        this.clock = clock;
        this.sleep = sleep;
    }

    /** The turns of the target's clock until a moment, the last ones if there are many; none if it sends no date. */
    public static List<ClockEdge> watch(Target target, Instant until) {
        ApiClient client = new ApiClient(TIMEOUT, target.setting());
        return new TargetClock(() -> date(client.get(target.url() + "/")), Clock.systemUTC(), TargetClock::sleep)
                .watch(until);
    }

    private static Optional<Instant> date(HttpResponse<?> response) {
        try {
            return response.headers()
                    .firstValue("Date")
                    .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    List<ClockEdge> watch(Instant until) {
        Deque<ClockEdge> edges = new ArrayDeque<>();
        Optional<Instant> next = Optional.empty();
        Optional<Instant> turnsAfter = Optional.empty();
        Instant sentBefore = Instant.MIN;
        try {
            while (clock.instant().isBefore(until)) {
                Instant sent = clock.instant();
                Optional<Instant> now = date.get();
                Instant received = clock.instant();
                if (now.isEmpty()) {
                    break;
                }
                if (now.equals(next)) {
                    ClockEdge edge = new ClockEdge(now.get(), sentBefore, received);
                    add(edges, edge);
                    turnsAfter = isSharp(edge) ? Optional.of(sentBefore.plus(SECOND)) : Optional.empty();
                }
                next = now.map(second -> second.plus(SECOND));
                sentBefore = sent;
                pause(turnsAfter, Duration.between(sent, received));
            }
        } catch (PreflightException e) {
            // A target that stops answering now is for the load to count; what was seen stays true.
        }
        return List.copyOf(edges);
    }

    private static boolean isSharp(ClockEdge edge) {
        return Duration.between(edge.earliest(), edge.latest()).compareTo(SHARP) < 0;
    }

    private static void add(Deque<ClockEdge> edges, ClockEdge edge) {
        edges.addLast(edge);
        if (edges.size() > MAX_EDGES) {
            edges.removeFirst();
        }
    }

    /**
     * Until the next request can still be answered before the next turn; not at all from then on; a little while the turn
     * cannot be foretold, or does not come.
     */
    private void pause(Optional<Instant> turnsAfter, Duration answer) {
        Instant now = clock.instant();
        Instant begin = turnsAfter.map(turn -> turn.minus(MARGIN).minus(answer)).orElse(Instant.EPOCH);
        if (now.isBefore(begin)) {
            sleep.accept(Duration.between(now, begin));
        } else if (now.isAfter(begin.plus(SHARP))) {
            sleep.accept(COARSE);
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
