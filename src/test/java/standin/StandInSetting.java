package standin;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The settings of the stand-in. Each is a system property such as {@code standin.rateLimit} and an environment variable such as
 * {@code STANDIN_RATE_LIMIT}. The property takes precedence. An empty value counts as not set.
 */
public enum StandInSetting {
    HOST(
            "host",
            "an address of this machine, or 0.0.0.0 for all of them (127.0.0.1)",
            (config, text) -> config.withHost(text)),
    PORT(
            "port",
            "a port from 0 to 65535, where 0 picks a free one",
            (config, text) -> config.withPort(Integer.parseInt(text))),
    SEED("seed", "a whole number such as 42", (config, text) -> config.withSeed(Long.parseLong(text))),
    SLOWDOWN(
            "slowdown",
            perEndpoint("a factor above 0 and at most 1000", "1.5"),
            (config, text) -> config.withSlowdown(PerEndpoint.parse(text))),
    WORK(
            "work",
            perEndpoint(
                    "a share of the median response time, above 0 and at most 1, to compute instead of waiting",
                    "0.05"),
            (config, text) -> config.withWork(PerEndpoint.parse(text))),
    ALLOCATE(
            "allocate",
            perEndpoint(
                    "kilobytes, above 0 and at most 1000000, that each response allocates and the server keeps", "100"),
            (config, text) -> config.withAllocation(PerEndpoint.parse(text))),
    ERROR_RATE(
            "errorRate",
            perEndpoint("a share from 0 to 1", "0.05"),
            (config, text) -> config.withErrorRate(PerEndpoint.parse(text))),
    STALL(
            "stall",
            "length@start or length@start/every, such as 2s@10s or 500ms@10s/1m",
            (config, text) -> config.withStall(Stall.parse(text))),
    RATE_LIMIT(
            "rateLimit",
            "the requests per minute for one client and path, at least 1",
            (config, text) -> config.withRateLimit(Integer.parseInt(text))),
    CSRF("csrf", "true or false", (config, text) -> config.withCsrf(parseBoolean(text))),
    SERVICE_LOG(
            "serviceLog",
            "a file for the service time of each response",
            (config, text) -> config.withServiceLog(Path.of(text)));

    private static final String PROPERTY_PREFIX = "standin.";
    private static final String VARIABLE_PREFIX = "STANDIN_";

    private final String key;
    private final String accepted;
    private final BiFunction<StandInConfig, String, StandInConfig> change;

    StandInSetting(String key, String accepted, BiFunction<StandInConfig, String, StandInConfig> change) {
        this.key = key;
        this.accepted = accepted;
        this.change = change;
    }

    /** Name of the system property. */
    public String property() {
        return PROPERTY_PREFIX + key;
    }

    /** Name of the environment variable. */
    public String variable() {
        return VARIABLE_PREFIX + key.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }

    /** The accepted values, in words. */
    public String accepted() {
        return accepted;
    }

    /** Applies all given settings to a configuration. */
    static StandInConfig readAll(StandInConfig base, Properties properties, Map<String, String> environment) {
        rejectUnknown(properties, environment);
        StandInConfig config = base;
        for (StandInSetting setting : values()) {
            config = setting.read(config, properties, environment);
        }
        return config;
    }

    private StandInConfig read(StandInConfig config, Properties properties, Map<String, String> environment) {
        Optional<String> fromProperty = given(properties.getProperty(property()));
        Optional<String> value = fromProperty.or(() -> given(environment.get(variable())));
        String name = fromProperty.isPresent() ? property() : variable();
        try {
            return value.map(text -> change.apply(config, text)).orElse(config);
        } catch (IllegalArgumentException e) {
            throw new StandInException(name + "=" + value.orElseThrow() + " is not accepted; specify " + accepted, e);
        }
    }

    /** Refuses unknown settings. A misspelt setting without effect would make a test of a fault pass for the wrong reason. */
    private static void rejectUnknown(Properties properties, Map<String, String> environment) {
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PROPERTY_PREFIX)
                    && Arrays.stream(values())
                            .noneMatch(setting -> setting.property().equals(name))) {
                throw unknown(
                        name,
                        Arrays.stream(values()).map(StandInSetting::property).collect(Collectors.joining(", ")));
            }
        }
        for (String name : environment.keySet()) {
            if (name.startsWith(VARIABLE_PREFIX)
                    && Arrays.stream(values())
                            .noneMatch(setting -> setting.variable().equals(name))) {
                throw unknown(
                        name,
                        Arrays.stream(values()).map(StandInSetting::variable).collect(Collectors.joining(", ")));
            }
        }
    }

    private static StandInException unknown(String name, String known) {
        return new StandInException(name + " is not a setting of the stand-in, which has " + known);
    }

    private static Optional<String> given(String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static boolean parseBoolean(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static String perEndpoint(String number, String example) {
        return number + ", for all endpoints (" + example + ") or for some (/v1/whoami=" + example
                + ",/v1/auth/login=" + example + "); the paths are "
                + Arrays.stream(Endpoint.values()).map(Endpoint::path).collect(Collectors.joining(", "));
    }
}
