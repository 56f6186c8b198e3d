package simulations.config;

import analyzer.metrics.SlowRequest;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The text and the source of a setting. Every conversion either returns a usable value or throws an
 * {@link InvalidConfigException} that names the accepted values.
 *
 * @param name key of the setting
 * @param accepted the accepted values, in words that follow "must be"
 * @param text its text, never blank
 * @param source where it was set
 */
record Value(String name, String accepted, String text, String source) {

    /** A duration that ends with the verdict. */
    static final String AUTO = "auto";

    static final int MAX_USERS = 100_000;
    static final int MAX_RATE = 1_000_000;
    static final int MAX_STEPS = 1_000;
    static final int MAX_WEIGHT = 1_000;
    static final int MAX_INJECTORS = 1_000;

    /** Names of headers that can contain credentials. */
    private static final Pattern SECRET_HEADER = Pattern.compile(
            "(?i).*(?:cookie|authori[sz]ation|token|secret|password|api-?key|csrf|xsrf|authenticate|session).*");

    /** A longer duration has a mistyped unit, and Gatling stores times as a 32-bit number of milliseconds. */
    static final Duration MAX_DURATION = Duration.ofHours(24);

    /** Whether the value of a setting must never be shown. */
    static boolean isSecret(String name) {
        return name.contains("PASSWORD");
    }

    int users() {
        return wholeNumber(1, MAX_USERS);
    }

    /** A number above 0, with or without a fraction. */
    double rate() {
        if (!text.matches("\\d{1,7}(\\.\\d{1,6})?")) {
            throw invalid();
        }
        double rate = Double.parseDouble(text);
        if (rate <= 0 || rate > MAX_RATE) {
            throw invalid();
        }
        return rate;
    }

    int steps() {
        return wholeNumber(0, MAX_STEPS);
    }

    int weight() {
        return wholeNumber(0, MAX_WEIGHT);
    }

    int injectors() {
        return wholeNumber(1, MAX_INJECTORS);
    }

    int injector() {
        return wholeNumber(0, MAX_INJECTORS - 1);
    }

    Instant instant() {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw invalid();
        }
    }

    boolean isAuto() {
        return text.equalsIgnoreCase(AUTO);
    }

    Duration duration() {
        Duration duration = durationOrZero();
        if (duration.isZero()) {
            throw invalid();
        }
        return duration;
    }

    /** Parses a duration as the library does, but requires a unit, because a bare number would be milliseconds. */
    Duration durationOrZero() {
        if (!text.matches("\\d{1,9}(\\.\\d{1,6})?\\s*[A-Za-z]+")) {
            throw invalid();
        }
        try {
            Duration duration = ConfigFactory.parseMap(Map.of("value", text)).getDuration("value");
            if (duration.compareTo(MAX_DURATION) > 0 || duration.toNanosPart() % 1_000_000 != 0) {
                throw invalid();
            }
            return duration;
        } catch (ConfigException e) {
            throw invalid();
        }
    }

    /** A percentage from 0 to 100, with or without the percent sign. */
    double percent() {
        String number = text.replaceFirst("\\s*%$", "");
        if (!number.matches("\\d{1,3}(\\.\\d{1,6})?")
                || new BigDecimal(number).compareTo(BigDecimal.valueOf(100)) > 0) {
            throw invalid();
        }
        return Double.parseDouble(number);
    }

    boolean flag() {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid();
        };
    }

    String path() {
        if (!text.startsWith("/") || text.startsWith("//") || !text.matches("[\\x21-\\x7E&&[^?#{}\"<>\\\\]]+")) {
            throw invalid();
        }
        try {
            return new URI(text).getRawPath();
        } catch (URISyntaxException e) {
            throw invalid();
        }
    }

    /** A path, or a URL without its trailing slash. */
    String pathOrUrl() {
        return text.startsWith("/") ? path() : baseUrl();
    }

    /** Names of headers; empty for {@code none}. */
    List<String> headerNames() {
        if (text.equalsIgnoreCase("none")) {
            return List.of();
        }
        List<String> names =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (names.size() > SlowRequest.MOST_IDS
                || !names.stream()
                        .allMatch(header -> header.matches(SlowRequest.HEADER)
                                && !SECRET_HEADER.matcher(header).matches())) {
            throw invalid();
        }
        return names;
    }

    String commit() {
        if (!text.matches("[\\w./-]{1,100}")) {
            throw invalid();
        }
        return text;
    }

    /** An http or https URL, without its trailing slash. */
    String baseUrl() {
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean usable = (scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getPort() != 0
                    && uri.getPort() <= 65_535
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (!usable) {
                throw invalid();
            }
            return text.replaceFirst("/+$", "");
        } catch (URISyntaxException e) {
            throw invalid();
        }
    }

    InvalidConfigException invalid() {
        return new InvalidConfigException(
                name + " = " + shown() + " (from " + source + ") cannot be used; it must be " + accepted);
    }

    /** The text in a form that can be shown: on one line, without secrets. */
    String shown() {
        if (isSecret(name)) {
            return "****";
        }
        String shown = text.replaceAll("\\p{Cntrl}", " ");
        if (name.endsWith("_URL")) {
            // Even in a malformed URL, the text before an @ can be a password.
            shown = shown.replaceFirst("^.*@", "****@").replaceFirst("[?#].*", "?****");
        }
        return shown.length() <= 60 ? shown : shown.substring(0, 57) + "...";
    }

    /** Leaves out the raw text, because it can be a secret. */
    @Override
    public String toString() {
        return name + " = " + shown();
    }

    private int wholeNumber(int min, int max) {
        if (!text.matches("\\d{1,9}")) {
            throw invalid();
        }
        int number = Integer.parseInt(text);
        if (number < min || number > max) {
            throw invalid();
        }
        return number;
    }
}
