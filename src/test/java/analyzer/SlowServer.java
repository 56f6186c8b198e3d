package analyzer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A small backend for bisections. A file in its repository sets the response time of {@code /v1/whoami}. The JDK alone compiles and
 * runs it, so that a test repository can contain this file and build it in each commit.
 *
 * <p>Usage: {@code SlowServer PORT FILE}. The file contains the mean in milliseconds; or {@code hang}, or {@code full} to listen
 * with a full queue of connections. With any other content the server does not start.
 */
public final class SlowServer {

    /** Standard deviation of the logarithms of the delays. */
    private static final double SIGMA = 0.35;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final int THREADS = 64;

    private SlowServer() {}

    public static void main(String[] args) throws Exception {
        String mean = Files.readString(Path.of(args[1])).strip();
        if (mean.equals("hang")) {
            Thread.sleep(Long.MAX_VALUE);
        }
        if (mean.equals("full")) {
            ServerSocket listening = new ServerSocket(Integer.parseInt(args[0]), 1, InetAddress.getByName("127.0.0.1"));
            Socket[] queue = new Socket[2];
            for (int i = 0; i < queue.length; i++) {
                queue[i] = new Socket(listening.getInetAddress(), listening.getLocalPort());
            }
            Thread.sleep(Long.MAX_VALUE);
        }
        double meanMillis = Double.parseDouble(mean);
        // Otherwise each response waits for the acknowledgement of its header.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 0);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.createContext("/", exchange -> answer(exchange, "{\"status\":\"ok\",\"mean\":\"" + mean + "\"}"));
        server.createContext("/v1/auth/login", exchange -> answer(exchange, "{\"access_token\":\"token\"}"));
        server.createContext("/v1/whoami", exchange -> {
            double factor = Math.exp(SIGMA * ThreadLocalRandom.current().nextGaussian() - SIGMA * SIGMA / 2);
            LockSupport.parkNanos((long) (meanMillis * factor * NANOS_PER_MILLI));
            answer(exchange, "{\"is_authenticated\":true}");
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
