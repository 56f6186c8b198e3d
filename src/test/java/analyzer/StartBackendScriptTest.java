package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that start a backend and that refuse to judge another program in its place. */
@Timeout(60)
class StartBackendScriptTest {

    @TempDir
    Path folder;

    /** A server on the port of the backend, which the tests close to free the port. */
    private ServerSocket other;

    private Path backend;

    @BeforeEach
    void start() throws Exception {
        other = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        backend = Files.createDirectory(folder.resolve("backend"));
    }

    @AfterEach
    void end() throws Exception {
        other.close();
    }

    @Test
    void aPortInUseIsRefused() throws Exception {
        TestShell.Ended ended = start("touch started; : $PORT");

        assertEquals(2, ended.status());
        assertEquals(
                "start-backend: port " + other.getLocalPort()
                        + " of 127.0.0.1 is already in use, perhaps by the backend"
                        + " of an earlier job; end that program and run this again\n",
                ended.text());
        assertFalse(Files.exists(backend.resolve("started")));
        assertFalse(Files.exists(folder.resolve("target")));
    }

    @Test
    void aFreePortIsGivenToTheStartCommand() throws Exception {
        startOnFreePort("echo $PORT >port.part; mv port.part port");

        assertEquals(other.getLocalPort() + "\n", awaited(backend.resolve("port")));
    }

    /** It may have been taken after it was found free, while the start command installed the backend. */
    @Test
    void anotherProgramOnThePortOfAFailedBackendIsRefused() throws Exception {
        startOnFreePort("echo $PORT >&2; exit 7");
        assertEquals("7\n", awaited(folder.resolve("target/backend.status")));

        try (ServerSocket taken = new ServerSocket(other.getLocalPort(), 50, other.getInetAddress())) {
            TestShell.Ended ended = require();
            assertEquals(2, ended.status());
            assertEquals(
                    "require-backend: BACKEND_START failed with exit status 7, but a program listens on port "
                            + taken.getLocalPort() + ", so another one may have been loaded; see target/backend.log\n",
                    ended.text());
        }
        // Without another program, the failed requests show that the backend failed.
        assertEquals(0, require().status());
    }

    /** Some start commands detach the server and end. */
    @Test
    void aStartCommandMayEndWell() throws Exception {
        startOnFreePort("echo $PORT >started");
        awaited(backend.resolve("started"));

        try (ServerSocket detached = new ServerSocket(other.getLocalPort(), 50, other.getInetAddress())) {
            assertEquals(0, require().status(), detached.toString());
        }
    }

    /** The failure of an earlier start is forgotten. */
    @Test
    void onlyTheLastStartCounts() throws Exception {
        startOnFreePort("exit 7 # $PORT");
        awaited(folder.resolve("target/backend.status"));
        startOnFreePort(": $PORT");

        assertFalse(Files.exists(folder.resolve("target/backend.status")));
    }

    private void startOnFreePort(String command) throws Exception {
        other.close();
        TestShell.Ended ended = start(command);
        assertEquals(0, ended.status(), ended.text());
    }

    private TestShell.Ended start(String command) throws Exception {
        return run("start-backend", command);
    }

    private TestShell.Ended require() throws Exception {
        return run("require-backend", "");
    }

    private TestShell.Ended run(String script, String command) throws Exception {
        return TestShell.run(
                folder,
                Map.of("PORT", String.valueOf(other.getLocalPort()), "BACKEND_START", command, "JWT_SECRET", "secret"),
                List.of(
                        "bash",
                        Path.of(".github/scripts", script).toAbsolutePath().toString(),
                        "backend"));
    }

    private static String awaited(Path file) throws Exception {
        while (!Files.exists(file) || Files.size(file) == 0) {
            Thread.sleep(10);
        }
        return Files.readString(file);
    }
}
