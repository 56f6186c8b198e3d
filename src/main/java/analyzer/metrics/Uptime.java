package analyzer.metrics;

import java.time.Duration;
import java.util.Optional;

/**
 * Age and CPU time of a target's process when the load began. A backend that slows down with age (growing tables, caches, heaps) makes
 * a fresh build look faster than an old one.
 *
 * @param age time since the process started
 * @param cpu CPU time that the process had used, if known
 */
public record Uptime(Duration age, Optional<Duration> cpu) {

    /** Processes whose figures differ by at most this factor are alike. */
    private static final int FACTOR = 2;

    /** Processes whose ages differ by at most this are alike, too: builds take unequal times to start. */
    private static final Duration AGE_ALLOWED = Duration.ofMinutes(2);

    /** So are processes whose CPU times differ by at most this: starting alone takes a few seconds. */
    private static final Duration CPU_ALLOWED = Duration.ofSeconds(30);

    /** Age from which all processes count as equally old: a target does not warm up for days or weeks. */
    private static final Duration OLD = Duration.ofHours(1);

    /** CPU time from which all processes count as equally busy. */
    private static final Duration BUSY = Duration.ofMinutes(10);

    /** Whether a comparison with a process of the other uptime would compare age rather than code. */
    public boolean differsFrom(Uptime other) {
        return differ(age, other.age, AGE_ALLOWED, OLD)
                || cpu.isPresent() && other.cpu.isPresent() && differ(cpu.get(), other.cpu.get(), CPU_ALLOWED, BUSY);
    }

    private static boolean differ(Duration one, Duration two, Duration allowed, Duration enough) {
        Duration more = shorter(one.compareTo(two) > 0 ? one : two, enough);
        Duration less = shorter(shorter(one, two), enough);
        return more.minus(less).compareTo(allowed) > 0 && more.compareTo(less.multipliedBy(FACTOR)) > 0;
    }

    private static Duration shorter(Duration one, Duration two) {
        return one.compareTo(two) < 0 ? one : two;
    }
}
