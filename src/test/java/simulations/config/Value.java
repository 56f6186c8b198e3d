package simulations.config;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * The text that somebody gave a setting, and where. Every conversion either returns a usable value or throws an
 * {@link InvalidConfigException} that says what would be.
 *
 * @param setting what was set
 * @param text what it was set to, never blank
 * @param source who set it
 */
record Value(Setting setting, String text, Source source) {

    static final int MAX_USERS = 100_000;
    static final int MAX_WEIGHT = 1_000;
    static final int MAX_INJECTORS = 1_000;

    /** Who gave a setting its value, the strongest first. */
    enum Source {
        PROPERTY("-D"),
        ENVIRONMENT("environment"),
        FILE(Settings.FILE_NAME),
        PROFILE("profile");

        private final String label;

        Source(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    int users() {
        return wholeNumber(1, MAX_USERS);
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

    Duration duration() {
        return Durations.parse(text).filter(duration -> !duration.isZero()).orElseThrow(this::invalid);
    }

    Duration durationOrZero() {
        return Durations.parse(text).orElseThrow(this::invalid);
    }

    /** A percentage, 0 to 100, with or without the sign. */
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

    Path folder() {
        try {
            Path folder = Path.of(text);
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw invalid();
            }
            return folder;
        } catch (InvalidPathException e) {
            throw invalid();
        }
    }

    String commit() {
        if (!text.matches("[\\w./-]{1,100}")) {
            throw invalid();
        }
        return text;
    }

    Expectation expectation() {
        return Expectation.parse(text).orElseThrow(this::invalid);
    }

    MusicCommand musicCommand() {
        return MusicCommand.parse(text).orElseThrow(this::invalid);
    }

    /** An http or https URL, without the slash at its end. */
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
                setting + " = " + shown() + " (from " + source + ") cannot be used; it must be " + setting.accepted());
    }

    /** The text fit to be shown: on one line, without secrets. */
    String shown() {
        if (setting.isSecret()) {
            return "****";
        }
        String shown = text.replaceAll("\\p{Cntrl}", " ");
        if (setting == Setting.BASE_URL || setting == Setting.BASELINE_URL) {
            // However wrong the URL is, what stands before an @ can be a password.
            shown = shown.replaceFirst("^.*@", "****@").replaceFirst("[?#].*", "?****");
        }
        return shown.length() <= 60 ? shown : shown.substring(0, 57) + "...";
    }

    /** Not the text: a value can be a secret. */
    @Override
    public String toString() {
        return setting + " = " + shown();
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
