package simulations.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import simulations.config.BaseUrl;
import simulations.config.BaselineUrl;
import simulations.config.InvalidConfigException;
import simulations.config.Setting;

class TargetTest {

    private static String freeUrl() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    @Test
    void aChosenUrlIsTheTargetEvenIfNothingListens() throws IOException {
        String url = freeUrl();
        try (Target target = Target.resolve(new BaseUrl(url, true))) {
            assertEquals(url, target.name());
            assertEquals(List.of(url, "set by BASE_URL"), target.description());
        }
    }

    @Test
    void whatListensAtTheDefaultIsTheTarget() {
        try (FakeApi api = new FakeApi();
                Target target = Target.resolve(new BaseUrl(api.url(), false))) {
            assertEquals(api.url(), target.name());
            assertEquals(List.of(api.url(), "found listening, BASE_URL is not set"), target.description());
        }
    }

    @Test
    void startsAStandInOtherwise() throws IOException {
        String url = freeUrl();
        try (Target target = Target.resolve(new BaseUrl(url, false))) {
            assertEquals("stand-in", target.name());
            assertNotEquals(url, target.url());
            assertEquals(
                    "embedded stand-in, BASE_URL is not set",
                    target.description().get(1));
        }
    }

    private static Optional<BaselineUrl> base(String url) {
        return Optional.of(new BaselineUrl(url, Duration.ofSeconds(5)));
    }

    @Test
    void withoutABaseOneTargetIsLoaded() {
        try (Target target = Target.resolve(new BaseUrl("http://127.0.0.1:1", true))) {
            assertEquals(Optional.empty(), target.resolveBase(Optional.empty()));
            assertEquals(Setting.BASE_URL, target.setting());
        }
    }

    @Test
    void theBaseOfAChosenTargetIsAtItsUrl() {
        try (Target target = Target.resolve(new BaseUrl("http://127.0.0.1:1", true));
                Target base = target.resolveBase(base("http://127.0.0.1:2")).orElseThrow()) {
            assertEquals("http://127.0.0.1:2", base.name());
            assertEquals(Setting.BASELINE_URL, base.setting());
        }
    }

    @Test
    void aStandInIsComparedWithAStandIn() throws IOException {
        try (Target target = Target.resolve(new BaseUrl(freeUrl(), false));
                Target base = target.resolveBase(base("stand-in")).orElseThrow()) {
            assertEquals("stand-in", base.name());
            assertNotEquals(target.url(), base.url());
            assertEquals(Setting.BASELINE_URL, base.setting());
        }
    }

    @Test
    void aStandInAndABackendAreNotCompared() throws IOException {
        try (Target backend = Target.resolve(new BaseUrl("http://127.0.0.1:1", true));
                Target standIn = Target.resolve(new BaseUrl(freeUrl(), false))) {
            assertEquals(
                    "BASELINE_URL = stand-in requires an embedded stand-in, but http://127.0.0.1:1 is loaded (set by"
                            + " BASE_URL); set BASELINE_URL to another build of that API",
                    assertThrows(InvalidConfigException.class, () -> backend.resolveBase(base("stand-in")))
                            .getMessage());
            assertTrue(assertThrows(InvalidConfigException.class, () -> standIn.resolveBase(base("http://127.0.0.1:2")))
                    .getMessage()
                    .endsWith("BASE_URL is not set and nothing listens on its default; set BASE_URL"));
        }
    }
}
