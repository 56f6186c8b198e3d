package simulations.target;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server with responses that a test defines for each path, correct or incorrect. */
public final class FakeApi implements AutoCloseable {

    public static final String GOOD_LOGIN = "{\"status\":\"ok\",\"access_token\":\"secret-token\"}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

    /** Handles one request. */
    public interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    public FakeApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.start();
    }

    public FakeApi answering(String path, Handler handler) {
        server.createContext(path, exchange -> {
            counts.computeIfAbsent(path, any -> new AtomicInteger()).incrementAndGet();
            handler.handle(exchange);
        });
        return this;
    }

    public FakeApi answering(String path, int status, String body) {
        return answering(path, exchange -> send(exchange, status, body));
    }

    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** The number of requests to a path so far. */
    public int requestsTo(String path) {
        return counts.getOrDefault(path, new AtomicInteger()).get();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
