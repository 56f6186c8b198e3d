package simulations.target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import simulations.config.Setting;

/**
 * Search for a rate limiter, which would distort the measurement. It sends one GET request more often than the backend's default
 * limiter permits. Requests that change the target are never used.
 */
public final class RateLimitSearch {

    /** A trial starts no further search later than this after its first one. */
    public static final Duration LONGEST = Duration.ofSeconds(15);

    /** One request more than the default limiter permits in a minute. */
    private static final int BURST = 61;

    private static final int AT_ONCE = 10;
    private static final Duration TIME = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int TOO_MANY_REQUESTS = 429;

    private RateLimitSearch() {}

    /** Whether a limiter refuses one of these requests. Other failures are ignored: the load counts them. */
    public static boolean isLimited(String url, Map<String, String> headers) {
        ApiClient client = new ApiClient(TIMEOUT, Setting.BASE_URL);
        long deadline = System.nanoTime() + TIME.toNanos();
        for (int sent = 0; sent < BURST && System.nanoTime() < deadline; sent += AT_ONCE) {
            List<CompletableFuture<Boolean>> refused = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                refused.add(client.getAsync(url, headers)
                        .thenApply(response -> response.statusCode() == TOO_MANY_REQUESTS)
                        .exceptionally(e -> false));
            }
            if (refused.stream().map(CompletableFuture::join).toList().contains(true)) {
                return true;
            }
        }
        return false;
    }
}
