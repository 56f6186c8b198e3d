package simulations.config;

import java.util.Arrays;
import java.util.Optional;

/**
 * Everything that can be set. The name of the constant is the name of the key in {@code load.conf}, of the environment
 * variable and of the system property.
 */
public enum Setting {
    BASE_URL("an http or https URL with a host and no user, query or fragment, such as http://127.0.0.1:8000"),
    BASELINE_URL("an http or https URL like BASE_URL, but of another API, or " + BaselineUrl.STAND_IN
            + " for the embedded one"),
    PAIR_TIMEOUT(Accepted.DURATION),
    WAIT_FOR_TARGET(Accepted.DURATION_OR_NONE),
    PROFILE("the name of a file in src/test/resources/conf, such as documented or gesahni"),
    CONCURRENCY(Accepted.USERS),
    DURATION(Accepted.DURATION),
    WARMUP(Accepted.DURATION_OR_NONE),
    INJECTORS("a whole number from 1 to " + Value.MAX_INJECTORS),
    INJECTOR("a whole number from 0 to " + (Value.MAX_INJECTORS - 1)),
    START_AT("a moment in UTC such as 2026-11-23T14:30:00Z"),
    MAX_ERROR_RATE("a percentage from 0 to 100, such as 1 or 0.5"),

    LIVE_PATH(Accepted.PATH),
    LIVE_EXPECTS(Accepted.EXPECTATION),
    LIVE_CONCURRENCY(Accepted.USERS),
    LIVE_DURATION(Accepted.DURATION),
    LIVE_WEIGHT(Accepted.WEIGHT),

    WHOAMI_PATH(Accepted.PATH),
    WHOAMI_EXPECTS(Accepted.EXPECTATION),
    WHOAMI_CONCURRENCY(Accepted.USERS),
    WHOAMI_DURATION(Accepted.DURATION),
    WHOAMI_WEIGHT(Accepted.WEIGHT),

    LOGIN_PATH(Accepted.PATH),
    LOGIN_EXPECTS(Accepted.EXPECTATION),
    LOGIN_CONCURRENCY(Accepted.USERS),
    LOGIN_DURATION(Accepted.DURATION),
    LOGIN_WEIGHT(Accepted.WEIGHT),

    MUSIC_PATH(Accepted.PATH),
    MUSIC_EXPECTS(Accepted.EXPECTATION),
    MUSIC_CONCURRENCY(Accepted.USERS),
    MUSIC_DURATION(Accepted.DURATION),
    MUSIC_WEIGHT(Accepted.WEIGHT),

    LOGIN_USERNAME("a user name"),
    LOGIN_PASSWORD("a password"),
    MUSIC_COMMAND("play, pause, next, previous, or volume:0 to volume:100"),
    CSRF(Accepted.FLAG),
    CSRF_PATH(Accepted.PATH),
    OUTPUT_DIR(Accepted.FOLDER),
    GATLING_DIR(Accepted.FOLDER),
    HEALTH(Accepted.FLAG),
    COMMIT("a commit name of letters, digits and . _ / -");

    private final String accepted;

    Setting(String accepted) {
        this.accepted = accepted;
    }

    /** The values that are accepted, in words that follow "must be". */
    public String accepted() {
        return accepted;
    }

    /** Whether the value must never be shown. */
    public boolean isSecret() {
        return this == LOGIN_PASSWORD;
    }

    /** The setting of that name, if there is one. */
    public static Optional<Setting> named(String name) {
        return Arrays.stream(values())
                .filter(setting -> setting.name().equals(name))
                .findFirst();
    }

    private static final class Accepted {
        static final String USERS = "a whole number from 1 to " + Value.MAX_USERS;
        static final String WEIGHT = "a whole number from 0 to " + Value.MAX_WEIGHT;
        static final String DURATION = "a duration such as 500ms, 30s, 2m or 1m30s, at most 24h";
        static final String DURATION_OR_NONE = "0s, or " + DURATION;
        static final String EXPECTATION = "a field of the JSON answer and its value, such as status=ok";
        static final String PATH = "a path that starts with / and holds no space, ?, # or brace";
        static final String FLAG = "true or false";
        static final String FOLDER = "the path of a folder";

        private Accepted() {}
    }
}
