package simulations.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The base of a paired run. Each virtual user sends every iteration to both base and candidate.
 *
 * @param url its URL, without a trailing slash, without credentials; or {@value #STAND_IN}
 * @param timeout timeout of a request to either target. It is the same for both, so that both are measured in the same way, and
 *     short, because a user waiting for one target sends nothing to the other
 */
public record BaselineUrl(String url, Duration timeout) {

    /** Names an embedded stand-in without faults, to try out paired runs. */
    static final String STAND_IN = "stand-in";

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::]");

    /** Returns the configured base; empty if no paired run is configured. */
    static Optional<BaselineUrl> of(Settings settings, BaseUrl candidate) {
        Optional<Value> value = settings.find(Setting.BASELINE_URL);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (settings.find(Setting.INJECTORS).isPresent()) {
            throw new InvalidConfigException(
                    "BASELINE_URL and INJECTORS are both set, but a paired run has one injector; unset one of them");
        }
        String url =
                value.get().text().equals(STAND_IN) ? STAND_IN : value.get().baseUrl();
        if (!url.equals(STAND_IN) && address(url).equals(address(candidate.url()))) {
            throw new InvalidConfigException("BASELINE_URL (" + url + ") and BASE_URL (" + candidate.url()
                    + ") are the same, so no difference could be found; set them to different builds");
        }
        return Optional.of(
                new BaselineUrl(url, settings.get(Setting.PAIR_TIMEOUT).duration()));
    }

    /** Returns the normal form of a URL. Host names are not resolved: that is left to the preflight, when the targets respond. */
    private static String address(String url) {
        URI uri = URI.create(url);
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        int port = uri.getPort() > 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + (LOOPBACK.contains(host) ? LOOPBACK.get(0) : host) + ":" + port + uri.getRawPath();
    }

    /** Whether the base is an embedded stand-in. */
    public boolean isStandIn() {
        return url.equals(STAND_IN);
    }
}
