package simulations.target;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import simulations.config.BaseUrl;
import simulations.config.LoadConfig;
import simulations.config.Settings;
import standin.StandIn;
import standin.StandInConfig;

class PatienceTest {

    private final List<String> progress = new ArrayList<>();

    @Test
    void waitsUntilTheTargetAnswers() throws Exception {
        int port = freePort();
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<StandIn> starting = CompletableFuture.supplyAsync(() -> {
            assertDoesNotThrow(() -> waiting.await());
            return StandIn.start(StandInConfig.defaults().withPort(port));
        });
        Target target = targetAt(port);
        LoadConfig config = LoadConfig.of(Settings.of(Map.of("WAIT_FOR_TARGET", "1m"), Map.of()));

        Patience.waitForAnswer(target, config, line -> {
            progress.add(line);
            waiting.countDown();
        });

        try (StandIn standIn = starting.join()) {
            assertTrue(
                    progress.get(0).startsWith("Waiting for " + standIn.url() + " to respond: 0s of 60s"),
                    progress.get(0));
        }
    }

    @Test
    void givesUpAfterTheTimeLimit() throws Exception {
        Target target = targetAt(freePort());

        Patience.waitForAnswer(
                target, LoadConfig.of(Settings.of(Map.of("WAIT_FOR_TARGET", "600ms"), Map.of())), progress::add);

        assertFalse(progress.isEmpty());
    }

    @Test
    void doesNotWaitUnlessAsked() throws Exception {
        Patience.waitForAnswer(targetAt(freePort()), LoadConfig.of(Settings.of(Map.of(), Map.of())), progress::add);

        assertEquals(List.of(), progress);
    }

    private static Target targetAt(int port) {
        return Target.resolve(new BaseUrl("http://127.0.0.1:" + port, true));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
