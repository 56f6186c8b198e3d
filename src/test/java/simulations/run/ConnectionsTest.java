package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {

    private static final String HEADER =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt\n";
    private static final String REST =
            " 00000000:00000000 00:00000000 00000000     0        0 12345 1 0 20 4 30 10 -1\n";
    private static final String LOCALHOST_8000 = "0100007F:1F40";

    @TempDir
    private Path tables;

    private static String row(String local, String remote, String state) {
        return "   0: " + local + " " + remote + " " + state + REST;
    }

    private OptionalInt count(String url) {
        return Connections.to(URI.create(url), tables).count();
    }

    @Test
    void countsWhatIsEstablishedToAddressAndPort() throws IOException {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
        Files.writeString(
                tables.resolve("tcp"),
                HEADER
                        + row("0100007F:9C40", LOCALHOST_8000, "01")
                        + row("0100007F:9C41", LOCALHOST_8000, "01")
                        + row("0100007F:9C42", LOCALHOST_8000, "06")
                        + row("0100007F:9C43", "0100007F:1F41", "01")
                        + row("0100007F:9C44", "0200007F:1F40", "01")
                        + row(LOCALHOST_8000, "0100007F:9C40", "01"));
        assertEquals(OptionalInt.of(2), count("http://127.0.0.1:8000"));
        assertEquals(OptionalInt.of(0), count("http://127.0.0.1"));
    }

    @Test
    void anAddressOfTheOldKindInTheTableOfTheNewCountsToo() throws IOException {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
        Files.writeString(
                tables.resolve("tcp6"),
                HEADER
                        + row("0000000000000000FFFF00000100007F:9C40", "0000000000000000FFFF00000100007F:0050", "01")
                        + row("00000000000000000000000001000000:9C40", "00000000000000000000000001000000:01BB", "01"));
        assertEquals(OptionalInt.of(1), count("http://127.0.0.1/prefix"));
        assertEquals(OptionalInt.of(1), count("https://[::1]"));
    }

    @Test
    void anUnknownNumberIsNotReported() throws IOException {
        assertEquals(OptionalInt.empty(), count("http://127.0.0.1:8000"));
        Files.writeString(tables.resolve("tcp"), HEADER + "another format\n");
        assertEquals(OptionalInt.empty(), count("http://127.0.0.1:8000"));
    }

    @Test
    void realConnectionsAreFound() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/net/tcp")));
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
                Socket first = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket second = new Socket(server.getInetAddress(), server.getLocalPort())) {
            URI target = URI.create("http://127.0.0.1:" + server.getLocalPort());
            assertEquals(OptionalInt.of(2), Connections.to(target).count(), first + " " + second);
        }
    }
}
