package standin;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time without responses. Every response due in it is sent at its end, as after a long pause of a garbage collector or with a
 * locked database.
 *
 * @param length length of the stall, above 0
 * @param start when it begins, since the start of the stand-in
 * @param every interval at which it repeats, longer than {@code length}; empty for a single stall
 */
public record Stall(Duration length, Duration start, Optional<Duration> every) {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    /** @throws IllegalArgumentException if a part is out of range */
    public Stall {
        if (length.isNegative() || length.isZero() || start.isNegative()) {
            throw new IllegalArgumentException("a stall of " + length + " from " + start + " on");
        }
        if (every.isPresent() && every.get().compareTo(length) <= 0) {
            throw new IllegalArgumentException("a stall of " + length + " every " + every.get() + " never ends");
        }
    }

    /**
     * Parses {@code <length>@<start>}, or {@code <length>@<start>/<every>} for a repeated stall: {@code 2s@10s/30s} means two
     * seconds without responses after 10, 40, 70… seconds. Durations are whole numbers of {@code ms}, {@code s} or {@code m}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Stall parse(String text) {
        String[] lengthAndTimes = text.split("@", -1);
        if (lengthAndTimes.length != 2) {
            throw new IllegalArgumentException("no stall: " + text);
        }
        String[] times = lengthAndTimes[1].split("/", 2);
        Optional<Duration> every = times.length == 2 ? Optional.of(duration(times[1])) : Optional.empty();
        return new Stall(duration(lengthAndTimes[0]), duration(times[0]), every);
    }

    /**
     * Returns when a response is actually sent.
     *
     * @param dueNanos when it is due, in nanoseconds since the start of the stand-in
     * @return the same time, or the end of the stall that it falls into
     */
    long releaseNanos(long dueNanos) {
        long into = dueNanos - start.toNanos();
        if (into < 0) {
            return dueNanos;
        }
        if (every.isPresent()) {
            into %= every.get().toNanos();
        }
        return into < length.toNanos() ? dueNanos + length.toNanos() - into : dueNanos;
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no duration: " + text);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    /** The form that {@link #parse} reads, in milliseconds. */
    @Override
    public String toString() {
        return length.toMillis() + "ms@" + start.toMillis() + "ms"
                + every.map(period -> "/" + period.toMillis() + "ms").orElse("");
    }
}
