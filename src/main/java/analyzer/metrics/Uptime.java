package analyzer.metrics;

import java.time.Duration;
import java.util.Optional;

/**
 * What the process of a target had been through when the load began. A backend that slows with age (growing tables, caches,
 * heaps) makes a fresh build look faster than an old one.
 *
 * @param age time since the process started
 * @param cpu CPU time that the process had used, when known
 */
public record Uptime(Duration age, Optional<Duration> cpu) {

    /** Processes whose figures differ by no more than this factor are alike. */
    private static final int FACTOR = 2;

    /** Neither are processes unlike whose ages differ by no more than this: builds take unequal times to start. */
    private static final Duration AGE_ALLOWED = Duration.ofMinutes(2);

    /** Nor those whose CPU time differs by no more than this: starting alone takes some seconds. */
    private static final Duration CPU_ALLOWED = Duration.ofSeconds(30);

    /** A process of an hour is as old as any: days and weeks are no matter of warming up. */
    private static final Duration OLD = Duration.ofHours(1);

    /** The same of CPU time. */
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
