package simulations.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The base that a paired run loads beside the candidate: each virtual user sends every iteration to both.
 *
 * @param url where it is, no slash at the end, no credentials; or {@value #STAND_IN}
 * @param timeout how long a request to either target may take. The same for both, or they would not be measured alike; and
 *     short, because who waits for one target loads neither
 */
public record BaselineUrl(String url, Duration timeout) {

    /** Names an embedded stand-in without faults, for trying the mode out. */
    static final String STAND_IN = "stand-in";

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::]");

    /** What was set; empty if nobody asked for a paired run. */
    static Optional<BaselineUrl> of(Settings settings, BaseUrl candidate) {
        Optional<Value> value = settings.find(Setting.BASELINE_URL);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (settings.find(Setting.INJECTORS).isPresent()) {
            throw new InvalidConfigException(
                    "BASELINE_URL and INJECTORS are both set, and a paired run has one injector; unset one of them");
        }
        String url =
                value.get().text().equals(STAND_IN) ? STAND_IN : value.get().baseUrl();
        if (!url.equals(STAND_IN) && address(url).equals(address(candidate.url()))) {
            throw new InvalidConfigException("BASELINE_URL (" + url + ") and BASE_URL (" + candidate.url()
                    + ") are the same, which would find no difference whatever changed; set each to one of two builds");
        }
        return Optional.of(
                new BaselineUrl(url, settings.get(Setting.PAIR_TIMEOUT).duration()));
    }

    /** What two spellings of one URL have in common. Names are not looked up: two of them may be two builds behind a proxy. */
    private static String address(String url) {
        URI uri = URI.create(url);
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        int port = uri.getPort() > 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + (LOOPBACK.contains(host) ? LOOPBACK.get(0) : host) + ":" + port + uri.getRawPath();
    }

    /** Whether it is an embedded stand-in. */
    public boolean isStandIn() {
        return url.equals(STAND_IN);
    }
}
