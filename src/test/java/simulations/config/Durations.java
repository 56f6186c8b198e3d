package simulations.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 1m30s}, {@code 1h}. */
public final class Durations {

    /** Longer runs are a mistyped unit, and Gatling keeps times in a 32-bit number of milliseconds. */
    static final Duration MAX = Duration.ofHours(24);

    private static final String NUMBER = "(\\d{1,9})";
    private static final Pattern PATTERN =
            Pattern.compile("(?:" + NUMBER + "h)?(?:" + NUMBER + "m)?(?:" + NUMBER + "s)?(?:" + NUMBER + "ms)?");

    private Durations() {}

    /**
     * Reads a duration: hours, minutes, seconds and milliseconds, each at most once, in this order, no sign, no
     * fraction, no space. Empty if the text is anything else or more than 24 hours.
     */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        Duration duration = Duration.ofHours(number(matcher.group(1)))
                .plusMinutes(number(matcher.group(2)))
                .plusSeconds(number(matcher.group(3)))
                .plusMillis(number(matcher.group(4)));
        return Optional.of(duration).filter(d -> d.compareTo(MAX) <= 0);
    }

    /** The shortest text that {@link #parse} reads back as this duration, whole milliseconds. */
    public static String format(Duration duration) {
        String text = part(duration.toHours(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s")
                + part(duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text;
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static String part(long number, String unit) {
        return number == 0 ? "" : number + unit;
    }
}
