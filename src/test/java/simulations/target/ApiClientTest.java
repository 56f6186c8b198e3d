package simulations.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import simulations.config.Setting;

class ApiClientTest {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    /** Runs in a separate process, because the first request of a process fixes how long connections are kept. */
    @Test
    void leavesNoConnectionOpenDuringTheLoad() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            server.setSoTimeout(PATIENCE_MILLIS);
            Process client = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            OneRequest.class.getName(),
                            "http://127.0.0.1:" + server.getLocalPort())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (Socket connection = server.accept()) {
                connection.setSoTimeout(PATIENCE_MILLIS);
                BufferedReader requests = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
                while (!requests.readLine().isEmpty()) {
                    // Skip the headers.
                }
                connection.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));

                assertEquals(-1, requests.read(), "the client closes the connection");
            } finally {
                client.destroy();
            }
        }
    }

    /** The system itself refuses a connection to a broadcast address, as it does without a route to the network. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void anUnreachableNetworkIsNotARefusedConnection() {
        ApiClient client = new ApiClient(Duration.ofSeconds(30), Setting.BASE_URL);
        String message = assertThrows(PreflightException.class, () -> client.get("http://127.255.255.255:9"))
                .getMessage();
        assertEquals(
                "GET http://127.255.255.255:9 got no response: no connection could be made (Network is unreachable); check"
                        + " that this machine can reach BASE_URL",
                message);
    }

    /** Sends one request and keeps running, as the generator does after the preflight. */
    static final class OneRequest {

        private OneRequest() {}

        public static void main(String[] args) throws InterruptedException {
            ApiClient client = new ApiClient(Duration.ofSeconds(30), Setting.BASE_URL);
            client.get(args[0]);
            Thread.sleep(2 * PATIENCE_MILLIS);
            client.get(args[0]);
        }
    }
}
