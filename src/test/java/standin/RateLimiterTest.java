package standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private long nowSeconds = 1000;
    private final RateLimiter limiter = new RateLimiter(2, () -> nowSeconds * 1_000_000_000L);

    @Test
    void countsPerClientAndPath() {
        assertEquals(OptionalLong.empty(), limiter.secondsToWait("one", "/a"));
        assertEquals(OptionalLong.empty(), limiter.secondsToWait("one", "/a"));
        assertEquals(OptionalLong.of(60), limiter.secondsToWait("one", "/a"));
        assertEquals(OptionalLong.empty(), limiter.secondsToWait("two", "/a"));
        assertEquals(OptionalLong.empty(), limiter.secondsToWait("one", "/b"));
    }

    @Test
    void tellsHowLongToWaitAndKeepsItsWord() {
        limiter.secondsToWait("one", "/a");
        limiter.secondsToWait("one", "/a");
        nowSeconds += 45;
        assertEquals(OptionalLong.of(15), limiter.secondsToWait("one", "/a"));
        nowSeconds += 14;
        assertEquals(OptionalLong.of(1), limiter.secondsToWait("one", "/a"));
        nowSeconds += 1;
        assertEquals(OptionalLong.empty(), limiter.secondsToWait("one", "/a"));
    }

    @Test
    void keepsItsMinutesAfterAQuietTime() {
        nowSeconds += 150;
        limiter.secondsToWait("one", "/a");
        limiter.secondsToWait("one", "/a");
        assertEquals(OptionalLong.of(30), limiter.secondsToWait("one", "/a"));
    }
}
