package simulations.target;

import analyzer.metrics.Injector.ClockEdge;
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
 * Observes when the {@code Date} header of the target changes from one second to the next. The header has a resolution of one
 * second, but the time of the change is known to within the duration of a request: it lies between sending the last request whose
 * response has the old second and receiving the first response with the new one.
 */
public final class TargetClock {

    /** Enough for injectors whose clocks differ by several seconds to observe some changes in common. */
    private static final int MAX_EDGES = 20;

    /** Pause between two requests while the time of the next change is unknown. */
    private static final Duration COARSE = Duration.ofMillis(10);

    /** From this time, plus one response time, before the earliest possible change on, requests are sent without a pause. */
    private static final Duration MARGIN = Duration.ofMillis(15);

    /** A change that is known less precisely happened during a pause. */
    private static final Duration SHARP = Duration.ofMillis(500);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Supplier<Optional<Instant>> date;
    private final Clock clock;
    private final Consumer<Duration> sleep;

    /**
     * @param date requests the date of the target
     * @param clock clock of this machine
     * @param sleep sleeps for a duration
     */
    TargetClock(Supplier<Optional<Instant>> date, Clock clock, Consumer<Duration> sleep) {
        this.date = date;
        this.clock = clock;
        this.sleep = sleep;
    }

    /**
     * Observes changes of the target's clock until a given time. Returns the last ones if there are many; none without a date.
     */
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
            // The load counts the failures of a target that stops responding. The changes observed so far remain valid.
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
     * Pauses until shortly before the next change, and then not at all. Pauses briefly while the next change cannot be predicted,
     * or if it does not come.
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
