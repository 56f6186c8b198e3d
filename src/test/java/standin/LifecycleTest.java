package standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Starting and stopping a stand-in, and the resources that it uses. */
class LifecycleTest {

    @Test
    void listensOnLoopbackOnAFreePort() {
        try (StandIn one = StandIn.start(StandInConfig.defaults());
                StandIn other = StandIn.start(StandInConfig.defaults())) {
            assertEquals("http://127.0.0.1:" + one.port(), one.url());
            assertNotEquals(one.port(), other.port());
            assertNotEquals(one.seed(), other.seed());
        }
    }

    @Test
    void listensOnTheConfiguredHost() {
        StandInConfig config = StandInConfig.defaults().withHost("localhost");
        try (StandIn standIn = StandIn.start(config)) {
            assertEquals("http://localhost:" + standIn.port(), standIn.url());
            assertEquals(200, new Client(standIn).get("/v1/healthz/live").statusCode());
            assertEquals(List.of("listening on localhost"), config.switchedOn());
        }
        assertThrows(IllegalArgumentException.class, () -> config.withHost("a b"));
    }

    @Test
    void reportsAPortInUse() throws InterruptedException {
        try (StandIn one = StandIn.start(StandInConfig.defaults())) {
            StandInConfig samePort = StandInConfig.defaults().withPort(one.port());
            StandInException e = assertThrows(StandInException.class, () -> StandIn.start(samePort));
            assertTrue(
                    e.getMessage().startsWith("port " + one.port() + " of 127.0.0.1 cannot be used"), e.getMessage());
            assertEquals(1, e.getMessage().lines().count());
        }
        assertNoThreadsLeft();
    }

    @Test
    void leavesNothingBehind() throws InterruptedException {
        StandIn standIn = StandIn.start(StandInConfig.defaults().withSlowdown(Map.of(Endpoint.WHOAMI, 1000.0)));
        Client client = new Client(standIn);
        client.get("/v1/healthz/live");
        CompletableFuture<HttpResponse<String>> unanswered = client.getLater("/v1/whoami");
        standIn.close();
        assertThrows(ExecutionException.class, () -> unanswered.get(10, TimeUnit.SECONDS));
        assertThrows(ConnectException.class, () -> connect(standIn.port()).close());
        assertNoThreadsLeft();
    }

    @Test
    void usesNoThreadWhileRequestsWait() {
        try (StandIn standIn = StandIn.start(StandInConfig.defaults().withSlowdown(Map.of(Endpoint.WHOAMI, 5.0)))) {
            Client client = new Client(standIn);
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 200)
                    .mapToObj(i -> client.getLater("/v1/whoami"))
                    .toList();
            answers.get(0).join();
            assertTrue(threads().size() <= 3, threads().toString());
            answers.forEach(answer -> assertEquals(200, answer.join().statusCode()));
        }
    }

    @Test
    void keepsConnectionsOpen() throws IOException {
        try (StandIn standIn = StandIn.start(StandInConfig.defaults());
                Socket socket = connect(standIn.port());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            byte[] request = "GET /v1/healthz/live HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(request);
                assertEquals("HTTP/1.1 200 OK", in.readLine());
                while (!in.readLine().isEmpty()) {
                    // Skip the headers: other tests check them.
                }
                char[] body = new char["{\"status\":\"ok\"}".length()];
                assertEquals(body.length, in.read(body));
            }
        }
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** Waits for threads to end, because an interrupted thread can still be running. */
    private static void assertNoThreadsLeft() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(StandIn.THREAD_PREFIX)) {
                thread.join(10_000);
            }
        }
        assertEquals(List.of(), threads());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(StandIn.THREAD_PREFIX))
                .toList();
    }
}
