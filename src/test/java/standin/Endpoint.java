package standin;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The measured endpoints of the documented API, with their documented response times. */
public enum Endpoint {
    LIVE("GET", "/v1/healthz/live", new Latency(10, 20)),
    WHOAMI("GET", "/v1/whoami", new Latency(30, 60)),
    LOGIN("POST", "/v1/auth/login", new Latency(60, 120)),
    MUSIC_COMMAND("POST", "/v1/music/command", new Latency(40, 80));

    private static final Map<String, Endpoint> BY_PATH =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Endpoint::path, Function.identity()));

    private final String method;
    private final String path;
    private final Latency latency;

    Endpoint(String method, String path, Latency latency) {
        this.method = method;
        this.path = path;
        this.latency = latency;
    }

    /** The only accepted HTTP method. */
    public String method() {
        return method;
    }

    /** Path from the root, such as {@code /v1/whoami}. */
    public String path() {
        return path;
    }

    /** Response times without a slowdown. */
    public Latency latency() {
        return latency;
    }

    /** Returns the endpoint at exactly this path. */
    public static Optional<Endpoint> at(String path) {
        return Optional.ofNullable(BY_PATH.get(path));
    }
}
