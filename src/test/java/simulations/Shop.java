package simulations;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A backend that the project does not know. It gives each client its own token and cookie, requires both back, and records every
 * request.
 */
final class Shop implements AutoCloseable {

    /** A received request. */
    record Visit(String shop, String method, String path, String cookie, String body, String connection) {}

    private final String name;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Visit> visits;
    private final Set<String> wrong = ConcurrentHashMap.newKeySet();
    private volatile long pauseMillis = 5;
    private volatile boolean failing;
    private volatile boolean sellingOut;
    private final AtomicInteger asked = new AtomicInteger();

    /** @param visits records the requests in order of arrival; several shops can share it */
    Shop(String name, List<Visit> visits) throws IOException {
        this.name = name;
        this.visits = visits;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The mistakes that clients made. */
    Set<String> wrong() {
        return new TreeSet<>(wrong);
    }

    Shop pausing(long millis) {
        pauseMillis = millis;
        return this;
    }

    /** Makes every second requested item unavailable; the first one is available. */
    Shop sellingOut() {
        sellingOut = true;
        return this;
    }

    /** Fails every request from now on. */
    void fail() {
        failing = true;
    }

    /** The requests so far that match. */
    List<Visit> visits(Predicate<Visit> fitting) {
        synchronized (visits) {
            return new ArrayList<>(visits.stream()
                    .filter(visit -> visit.shop().equals(name))
                    .filter(fitting)
                    .toList());
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String cookie = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"));
        visits.add(new Visit(
                name,
                exchange.getRequestMethod(),
                path,
                cookie,
                body,
                exchange.getRemoteAddress().toString()));
        String answer = "{\"status\":\"ok\"}";
        exchange.getResponseHeaders().add("X-CSRF-Token", "csrf-of-" + name);
        if (path.equals("/v1/auth/login")) {
            answer = "{\"status\":\"ok\",\"access_token\":\"token-of-" + name + "\"}";
        } else if (path.startsWith("/items")) {
            exchange.getResponseHeaders().add("Set-Cookie", "basket=of-" + name + "; Path=/");
            expect(exchange, "Authorization", "Bearer token-of-" + name);
            answer = "{\"id\":\"id-of-" + name + "\"}";
            pause();
        } else if (path.startsWith("/orders")) {
            expect(exchange, "Authorization", "Bearer token-of-" + name);
            if (!cookie.contains("basket=of-" + name)) {
                wrong.add(name + " got cookie " + cookie);
            }
            if (!path.equals("/orders/id-of-" + name + "?now=1")) {
                wrong.add(name + " got " + path);
            }
            pause();
        }
        boolean gone = sellingOut && path.startsWith("/items") && asked.getAndIncrement() % 2 == 1;
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(failing ? 500 : gone ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void expect(HttpExchange exchange, String header, String expected) {
        String actual = exchange.getRequestHeaders().getFirst(header);
        if (!expected.equals(actual)) {
            wrong.add(name + " got " + header + " " + actual);
        }
    }

    private void pause() {
        try {
            Thread.sleep(pauseMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
