package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import simulations.config.Load;

class ArrivalsTest {

    private static final Duration END = Duration.ofSeconds(4);

    private static Load load(double rate) {
        return new Load(5, OptionalDouble.of(rate), Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ZERO, 0);
    }

    private static List<Long> millis(Arrivals arrivals, Duration until) {
        List<Long> all = new ArrayList<>();
        for (Duration due = arrivals.take(Duration.ZERO);
                due.compareTo(until) < 0;
                due = arrivals.take(Duration.ZERO)) {
            all.add(due.toMillis());
        }
        return all;
    }

    @Test
    void comeAtEqualIntervals() {
        assertEquals(List.of(0L, 250L, 500L, 750L), millis(new Arrivals(load(4), 4, 0, 1), Duration.ofSeconds(1)));
    }

    @Test
    void ofSeveralInjectorsTakeTurns() {
        assertEquals(List.of(125L, 375L, 625L, 875L), millis(new Arrivals(load(4), 4, 1, 2), Duration.ofSeconds(1)));
    }

    @Test
    void becomeMoreFrequentInARamp() {
        Load ramp = load(10).withRamp(Duration.ofSeconds(10));
        List<Long> all = millis(new Arrivals(ramp, 10, 0, 1), Duration.ofSeconds(12));
        assertEquals(50, all.stream().filter(due -> due < 10_000).count(), "half of what the full rate brings");
        assertEquals(1414, all.get(1), "t with 10 t^2 / 20 = 1");
        assertEquals(20, all.stream().filter(due -> due >= 10_000).count());
    }

    @Test
    void becomeMoreFrequentInSteps() {
        Load ramp = load(12).withRamp(Duration.ofSeconds(2), 2);
        List<Long> all = millis(new Arrivals(ramp, 12, 0, 1), Duration.ofSeconds(3));
        assertEquals(4, all.stream().filter(due -> due < 1000).count());
        assertEquals(8, all.stream().filter(due -> due >= 1000 && due < 2000).count());
        assertEquals(12, all.stream().filter(due -> due >= 2000).count());
    }

    @Test
    void thatAreTakenInTimeAreNotLate() {
        for (Load load : List.of(
                load(7.3), load(7.3).withRamp(Duration.ofSeconds(5)), load(7.3).withRamp(Duration.ofSeconds(5), 3))) {
            Arrivals arrivals = new Arrivals(load, 7.3, 0, 1);
            int measured = 0;
            Duration end = load.unmeasured().plus(load.duration());
            Duration now = Duration.ZERO;
            for (Duration due = arrivals.take(now); due.compareTo(end) < 0; due = arrivals.take(now)) {
                measured += due.compareTo(load.unmeasured()) >= 0 ? 1 : 0;
                now = due.plus(Arrivals.TOLERANCE);
            }
            assertEquals(measured, arrivals.measured(), load.toString());
            assertEquals(0, arrivals.late(), load.toString());
        }
    }

    @Test
    void thatNoUserWasFreeForAreLate() {
        Arrivals arrivals = new Arrivals(load(10), 10, 0, 1);
        Duration now = Duration.ofSeconds(2).plus(Arrivals.TOLERANCE);
        while (arrivals.take(now).compareTo(END) < 0) {
            // Arrivals due in the second from 1 s to 2 s are taken too late.
        }
        assertEquals(30, arrivals.measured());
        assertEquals(10, arrivals.late());
    }

    @Test
    void thatNoUserTookAreAlsoLate() {
        Arrivals arrivals = new Arrivals(load(10), 10, 0, 1);
        for (int i = 0; i < 15; i++) {
            arrivals.take(Duration.ZERO);
        }
        assertEquals(30, arrivals.measured());
        assertEquals(25, arrivals.late());
    }

    private static Duration at(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    @Test
    void countHowManyWereInProgressAtTheSameTime() {
        Arrivals arrivals = new Arrivals(load(10), 10, 0, 1);
        arrivals.began(at(0.1));
        arrivals.began(at(0.2));
        arrivals.ended(at(0.3));
        arrivals.began(at(0.4));
        assertEquals(2, arrivals.mostBusy());
        assertTrue(arrivals.take(Duration.ZERO).isZero());
    }

    /** The warm-up ends at 1 s, the measured time at 4 s. */
    @Test
    void countTheFewestInProgressAtBothEndsOfTheMeasuredTime() {
        Arrivals arrivals = new Arrivals(load(10), 10, 0, 1);
        arrivals.began(at(0.2));
        arrivals.began(at(0.4));
        arrivals.began(at(0.9));
        arrivals.began(at(1.1));
        arrivals.ended(at(1.2));
        arrivals.ended(at(1.3));
        arrivals.began(at(1.4));
        assertEquals(2, arrivals.leastAtBegin());
        assertEquals(3, arrivals.leastAtEnd(), "none began or ended since");
    }

    @Test
    void countTheFewestInProgressWhereNoneBeginsAtOnce() {
        Arrivals arrivals = new Arrivals(load(10), 10, 0, 1);
        assertEquals(0, arrivals.leastAtBegin());
        arrivals = new Arrivals(load(10), 10, 0, 1);
        arrivals.began(at(0.9));
        arrivals.began(at(2.2));
        arrivals.began(at(3.7));
        assertEquals(1, arrivals.leastAtBegin());
        assertEquals(2, arrivals.leastAtEnd());
    }

    /** A queue that grows by ten iterations per second, and a pause of 0.4 s at the end during which forty begin and none ends. */
    @Test
    void distinguishAQueueThatGrowsFromAPauseAtTheEnd() {
        Arrivals growing = new Arrivals(load(100), 100, 0, 1);
        Arrivals pausing = new Arrivals(load(100), 100, 0, 1);
        for (int i = 0; i < 400; i++) {
            Duration now = at(i / 100.0);
            growing.began(now);
            pausing.began(now);
            if (i % 10 != 0) {
                growing.ended(now);
            }
            if (i < 360) {
                pausing.ended(now);
            }
        }
        assertEquals(10, growing.leastAtBegin());
        assertEquals(35, growing.leastAtEnd());
        assertEquals(0, pausing.leastAtBegin());
        assertEquals(0, pausing.leastAtEnd());
    }

    @Test
    void countTheFewestInProgressBeforeTheMeasuredTimeEndedEarly() {
        Arrivals arrivals = new Arrivals(load(10), 10, 0, 1);
        arrivals.began(at(0.9));
        arrivals.began(at(2.3));
        arrivals.endAfter(Duration.ofMillis(1500));
        assertEquals(1, arrivals.leastAtBegin());
        assertEquals(1, arrivals.leastAtEnd());
    }
}
