package simulations.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.Injector.ClockEdge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TargetClockTest {

    private static final Instant START = Instant.parse("2026-11-23T09:00:00.3Z");

    private final Random random = new Random(1);
    private Instant now = START;
    private Duration ahead = Duration.ZERO;
    private int requests;
    private Duration service = Duration.ZERO;

    /** This machine's clock, which advances only by requests and sleeps. */
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now.plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    /** Request and response take 0.1 to 3 ms each, independently. */
    private Optional<Instant> ask() {
        requests++;
        travel();
        now = now.plus(service);
        Instant answered = now.truncatedTo(ChronoUnit.SECONDS);
        travel();
        return Optional.of(answered);
    }

    private void travel() {
        now = now.plusNanos(100_000 + random.nextInt(2_900_000));
    }

    private List<ClockEdge> watch(Duration time) {
        return new TargetClock(this::ask, clock, pause -> now = now.plus(pause))
                .watch(clock.instant().plus(time));
    }

    @Test
    void everyTurnIsBoundedByTheTrueOffset() {
        for (long millis : new long[] {0, 5000, -1234}) {
            ahead = Duration.ofMillis(millis);
            List<ClockEdge> edges = watch(Duration.ofSeconds(10));
            assertTrue(edges.size() >= 9, edges.size() + " turns in ten seconds");
            for (ClockEdge edge : edges) {
                Instant turned = edge.tick().plus(ahead);
                assertFalse(turned.isBefore(edge.earliest()), edge.toString());
                assertFalse(turned.isAfter(edge.latest()), edge.toString());
            }
            ClockEdge last = edges.get(edges.size() - 1);
            Duration width = Duration.between(last.earliest(), last.latest());
            assertTrue(width.compareTo(Duration.ofMillis(12)) <= 0, "two round trips at most: " + width);
        }
    }

    @Test
    void everyTurnIsKnownToWithinTwoResponses() {
        for (long millis : new long[] {0, 12, 25, 80}) {
            service = Duration.ofMillis(millis);
            Duration twoAnswersAndAPause = Duration.ofMillis(2 * (millis + 6) + 10);
            for (ClockEdge edge : watch(Duration.ofSeconds(10))) {
                Duration width = Duration.between(edge.earliest(), edge.latest());
                assertTrue(width.compareTo(twoAnswersAndAPause) <= 0, millis + " ms: " + width);
            }
        }
    }

    @Test
    void sharpTurnsFollowAMissedOne() {
        List<ClockEdge> edges = new TargetClock(this::ask, clock, pause -> {
                    boolean stepped = requests > 60 && service.isZero();
                    service = stepped ? Duration.ofMillis(1) : service;
                    now = now.plus(pause).plusMillis(stepped ? 400 : 0);
                })
                .watch(START.plusSeconds(10));
        long wide = edges.stream()
                .filter(edge -> Duration.between(edge.earliest(), edge.latest()).toMillis() > 100)
                .count();
        assertEquals(1, wide, edges.toString());
        assertTrue(edges.size() >= 7, edges.toString());
    }

    @Test
    void sendsFewRequestsOnceTheTurnIsKnown() {
        watch(Duration.ofSeconds(10));
        assertTrue(requests < 300, requests + " requests in ten seconds");
    }

    @Test
    void onlyTheLastTurnsAreKept() {
        List<ClockEdge> edges = watch(Duration.ofSeconds(40));
        assertEquals(20, edges.size());
        assertTrue(
                edges.get(19).tick().isAfter(START.plusSeconds(38)),
                edges.get(19).toString());
    }

    @Test
    void aTargetWithoutADateGetsOneRequest() {
        List<ClockEdge> edges = new TargetClock(
                        () -> {
                            requests++;
                            return Optional.empty();
                        },
                        clock,
                        pause -> {})
                .watch(START.plusSeconds(1));
        assertEquals(List.of(), edges);
        assertEquals(1, requests);
    }

    @Test
    void keepsTheTurnsIfTheTargetStopsResponding() {
        List<ClockEdge> edges = new TargetClock(
                        () -> {
                            if (requests > 150) {
                                throw new PreflightException("gone");
                            }
                            return ask();
                        },
                        clock,
                        pause -> now = now.plus(pause))
                .watch(START.plusSeconds(60));
        assertFalse(edges.isEmpty());
    }
}
