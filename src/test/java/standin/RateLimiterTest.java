package standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private long nowMillis = 1_000_000;
    private final RateLimiter limiter = new RateLimiter(2, () -> nowMillis * 1_000_000);

    @Test
    void countsPerClientAndPath() {
        assertEquals(OptionalLong.empty(), limiter.secondsToWait("one", "/a"));
        assertEquals(OptionalLong.empty(), limiter.secondsToWait("one", "/a"));
        assertEquals(OptionalLong.of(60), limiter.secondsToWait("one", "/a"));
        assertEquals(OptionalLong.empty(), limiter.secondsToWait("two", "/a"));
        assertEquals(OptionalLong.empty(), limiter.secondsToWait("one", "/b"));
    }

    @Test
    void returnsTheTimeToWaitAndAcceptsAfterIt() {
        limiter.secondsToWait("one", "/a");
        limiter.secondsToWait("one", "/a");
        nowMillis += 45_000;
        assertEquals(OptionalLong.of(15), limiter.secondsToWait("one", "/a"));
        nowMillis += 14_001;
        assertEquals(OptionalLong.of(1), limiter.secondsToWait("one", "/a"));
        nowMillis += 999;
        assertEquals(OptionalLong.empty(), limiter.secondsToWait("one", "/a"));
    }

    @Test
    void keepsItsMinutesAfterAnIdleTime() {
        nowMillis += 150_000;
        limiter.secondsToWait("one", "/a");
        limiter.secondsToWait("one", "/a");
        assertEquals(OptionalLong.of(30), limiter.secondsToWait("one", "/a"));
    }
}
