package simulations.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/**
 * A listening process for tests. For each byte on its input it uses 300 ms of CPU time and prints {@code done}. With
 * {@code children} it starts a child that uses the CPU time and then sleeps.
 */
final class BusyServer {

    private static final long BUSY_NANOS = 300_000_000;

    private BusyServer() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("child")) {
            work();
            System.out.println("done");
            Thread.sleep(Long.MAX_VALUE);
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println("http://127.0.0.1:" + socket.getLocalPort());
            while (System.in.read() >= 0) {
                if (arguments[0].equals("children")) {
                    child();
                } else {
                    work();
                }
                System.out.println("done");
            }
        }
    }

    private static void work() {
        var threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + BUSY_NANOS;
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static void child() throws IOException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusyServer.class.getName(),
                        "child")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        child.inputReader().readLine();
    }
}
