package simulations.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import simulations.config.BaseUrl;

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
    void elseAStandInIsStarted() throws IOException {
        String url = freeUrl();
        try (Target target = Target.resolve(new BaseUrl(url, false))) {
            assertEquals("stand-in", target.name());
            assertNotEquals(url, target.url());
            assertEquals(
                    "embedded stand-in, BASE_URL is not set",
                    target.description().get(1));
        }
    }
}
