package simulations.config;

import analyzer.metrics.SlowRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A setting that every simulation has. Its name is the key in {@code load.conf}, the environment variable and the system
 * property. A setting of the load, the path and the weight can apply to one scenario alone, with the scenario's name in front,
 * as in {@code WHOAMI_CONCURRENCY}. All others apply to all scenarios.
 */
public enum Setting {
    BASE_URL("an http or https URL with a host and no user, query or fragment, such as http://127.0.0.1:8000"),
    BASELINE_URL("an http or https URL like BASE_URL, but of another API, or " + BaselineUrl.STAND_IN
            + " for the embedded one"),
    PAIR_TIMEOUT(Accepted.DURATION),
    WAIT_FOR_TARGET(Accepted.DURATION_OR_NONE),
    PREPARE_TIMEOUT(Accepted.DURATION),
    RATE_LIMIT_SEARCH(Accepted.FLAG),
    PROFILE("the name of a file in src/test/resources/conf, such as documented or gesahni"),

    CONCURRENCY("a whole number from 1 to " + Value.MAX_USERS),
    RATE("arrivals per second, a number above 0 and at most " + Value.MAX_RATE + ", such as 200 or 0.5"),
    DURATION(Value.AUTO + ", or " + Accepted.DURATION),
    MIN_DURATION(Accepted.DURATION),
    MAX_DURATION(Accepted.DURATION),
    WARMUP(Accepted.DURATION_OR_NONE),
    RAMP(Accepted.DURATION_OR_NONE),
    RAMP_STEPS("0 for a linear ramp, or a whole number of steps up to " + Value.MAX_STEPS),
    /** Only with a scenario's name: the path of that scenario's request. */
    PATH("a path that starts with / and contains no space, ?, # or brace"),
    /** Only with a scenario's name: its weight in a mix. */
    WEIGHT("a whole number from 0 to " + Value.MAX_WEIGHT),

    INJECTORS("a whole number from 1 to " + Value.MAX_INJECTORS),
    INJECTOR("a whole number from 0 to " + (Value.MAX_INJECTORS - 1)),
    START_AT("a time in UTC such as 2026-11-23T14:30:00Z"),
    MAX_ERROR_RATE("a percentage from 0 to 100, such as 1 or 0.5"),

    LOGIN_PATH(PATH.accepted),
    LOGIN_USERNAME("a user name"),
    LOGIN_PASSWORD("a password"),
    LOGIN_USERS("a CSV file with the columns username and password, on the class path or in the working directory"),
    CSRF(Accepted.FLAG),
    CSRF_PATH(PATH.accepted),
    HEALTH(Accepted.FLAG),
    METRICS_URL("a path on the targets that starts with /, such as /metrics, or an http or https URL"),
    REQUEST_ID_HEADERS("names of at most " + SlowRequest.MOST_IDS
            + " headers, separated by commas, such as X-Request-ID, but no header that can carry a secret; or none"),
    COMMIT("a commit name of letters, digits and . _ / -");

    /** The settings of a load. A scenario can have its own unless it is part of a mix. */
    static final Set<Setting> OF_LOAD = Collections.unmodifiableSet(
            EnumSet.of(CONCURRENCY, RATE, DURATION, MIN_DURATION, MAX_DURATION, WARMUP, RAMP, RAMP_STEPS));

    private final String accepted;

    Setting(String accepted) {
        this.accepted = accepted;
    }

    /** The accepted values, in words that follow "must be". */
    public String accepted() {
        return accepted;
    }

    /** Returns the name of this setting for one scenario, such as {@code WHOAMI_PATH}. */
    public String of(String scenario) {
        return scenario + "_" + name();
    }

    /** Whether the setting can apply to all scenarios. */
    boolean isGeneral() {
        return this != PATH && this != WEIGHT;
    }

    /** Whether the setting can apply to one scenario alone. */
    boolean isPerScenario() {
        return OF_LOAD.contains(this) || !isGeneral();
    }

    /** Returns the general setting with this name, if there is one. */
    static Optional<Setting> named(String name) {
        return Arrays.stream(values())
                .filter(setting -> setting.isGeneral() && setting.name().equals(name))
                .findFirst();
    }

    private static final class Accepted {
        static final String DURATION = "a duration such as 500ms, 30s, 2m or 1h, at most 24h";
        static final String DURATION_OR_NONE = "0s, or " + DURATION;
        static final String FLAG = "true or false";

        private Accepted() {}
    }
}
