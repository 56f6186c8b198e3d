package simulations.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;

/**
 * Processes on this machine that listen at a URL, as far as their permissions allow. A server with workers has several, which share
 * one socket or have one each. OSHI names one process for each socket. On Linux this class therefore finds the listening sockets
 * and all processes that have them open.
 */
public final class Listeners {

    private static final Path PROCESSES = Path.of("/proc");
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENING = "0A";
    private static final int HEX = 16;

    private Listeners() {}

    /** Returns the process ids; empty if nothing listens or the system does not provide them. */
    static Set<Integer> at(URI url) {
        try {
            Set<InetAddress> addresses = addressesHere(url);
            int port = Connections.port(url);
            if (addresses.isEmpty()) {
                return Set.of();
            }
            return hasTables() ? holders(sockets(addresses, port)) : listenersByOshi(port);
        } catch (RuntimeException | LinkageError | IOException e) {
            // The target can be loaded without this information.
            return Set.of();
        }
    }

    /**
     * Returns whether two URLs lead to the same server on this machine, for example by two of its addresses. False if nothing listens
     * or the system does not report what does.
     */
    public static boolean areOne(URI url, URI other) {
        int port = Connections.port(url);
        if (port != Connections.port(other)) {
            return false;
        }
        try {
            Set<InetAddress> mine = addressesHere(url);
            Set<InetAddress> theirs = addressesHere(other);
            if (mine.isEmpty() || theirs.isEmpty()) {
                return false;
            }
            if (!hasTables()) {
                // The only process at the port responds at every address.
                return listenersByOshi(port).size() == 1;
            }
            Set<String> sockets = sockets(mine, port);
            return !sockets.isEmpty() && sockets.equals(sockets(theirs, port));
        } catch (RuntimeException | LinkageError | IOException e) {
            return false;
        }
    }

    private static boolean hasTables() {
        return Files.isReadable(Connections.LINUX.resolve("tcp"));
    }

    /** Returns the addresses of a URL; empty if none of them is of this machine. */
    private static Set<InetAddress> addressesHere(URI url) throws UnknownHostException {
        Set<InetAddress> addresses = Stream.of(InetAddress.getAllByName(url.getHost()))
                // A connection to the wildcard address is one to the loopback address.
                .map(address -> address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address)
                .collect(Collectors.toSet());
        return addresses.stream().anyMatch(Listeners::isHere) ? addresses : Set.of();
    }

    private static boolean isHere(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    private static Set<Integer> listenersByOshi(int port) {
        Set<Integer> processes = new TreeSet<>();
        new SystemInfo()
                .getOperatingSystem().getInternetProtocolStats().getConnections().stream()
                        .filter(socket -> socket.getState() == TcpState.LISTEN && socket.getLocalPort() == port)
                        .map(IPConnection::getowningProcessId)
                        .filter(pid -> pid > 0)
                        .forEach(processes::add);
        return processes;
    }

    /** Returns the sockets that listen at one of these addresses or at the wildcard address, named as links in {@code /proc} are. */
    private static Set<String> sockets(Set<InetAddress> addresses, int port) throws IOException {
        Set<String> sockets = new HashSet<>();
        for (String table : new String[] {"tcp", "tcp6"}) {
            Path file = Connections.LINUX.resolve(table);
            if (Files.isReadable(file)) {
                try (Stream<String> lines = Files.lines(file)) {
                    lines.skip(1)
                            .map(line -> line.strip().split("\\s+"))
                            .filter(columns -> columns[STATE].equals(LISTENING))
                            .filter(columns -> isAt(columns[LOCAL_ADDRESS].split(":"), addresses, port))
                            .forEach(columns -> sockets.add("socket:[" + columns[INODE] + "]"));
                }
            }
        }
        return sockets;
    }

    private static boolean isAt(String[] local, Set<InetAddress> addresses, int port) {
        return Integer.parseInt(local[1], HEX) == port
                && Connections.address(local[0])
                        .filter(address -> address.isAnyLocalAddress() || addresses.contains(address))
                        .isPresent();
    }

    private static Set<Integer> holders(Set<String> sockets) throws IOException {
        Set<Integer> processes = new TreeSet<>();
        if (sockets.isEmpty()) {
            return processes;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : all) {
                if (hasOpen(process.resolve("fd"), sockets)) {
                    processes.add(Integer.valueOf(process.getFileName().toString()));
                }
            }
        }
        return processes;
    }

    private static boolean hasOpen(Path files, Set<String> sockets) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(files)) {
            for (Path file : all) {
                if (isOne(file, sockets)) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException e) {
            // The process has ended, or belongs to another user.
        }
        return false;
    }

    private static boolean isOne(Path file, Set<String> sockets) {
        try {
            return sockets.contains(Files.readSymbolicLink(file).toString());
        } catch (IOException e) {
            // The file was closed in the meantime.
            return false;
        }
    }
}
