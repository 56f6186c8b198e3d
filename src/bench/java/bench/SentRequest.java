package bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import simulations.config.BaseUrl;
import simulations.config.LoadConfig;
import simulations.config.Settings;
import simulations.target.Preflight;
import simulations.target.Target;

/**
 * The last request that a simulation sends in its preflight, for a bare loop of the same request.
 *
 * @param method its method
 * @param path its path
 * @param headers its headers, without those of the connection. The token of the user is an expression in them, because each user has
 *     a different token
 * @param body its body; empty if it has none
 */
record SentRequest(String method, String path, Map<String, String> headers, String body) {

    private static final Set<String> OF_CONNECTION =
            Set.of("host", "connection", "content-length", "user-agent", "accept");

    /** Runs the preflight of a simulation on a server that responds as {@link Nginx} does and records requests. */
    static SentRequest of(Class<?> simulation) throws IOException {
        List<SentRequest> sent = new ArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, sent));
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            LoadConfig config =
                    LoadConfig.of(Settings.of(Map.of("BASE_URL", url, "RATE_LIMIT_SEARCH", "false"), Map.of()));
            new Preflight(config, List.of(Target.resolve(new BaseUrl(url, true))), Map.of(), Map.of())
                    .check(simulation, "simulations.trial");
        } finally {
            server.stop(0);
        }
        synchronized (sent) {
            return sent.stream().reduce((first, second) -> second).orElseThrow();
        }
    }

    private static void answer(HttpExchange exchange, List<SentRequest> sent) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!OF_CONNECTION.contains(lower)) {
                headers.put(lower, values.get(0).replace(Nginx.TOKEN, "#{accessToken}"));
            }
        });
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean byGatling = "gesahni-load".equals(exchange.getRequestHeaders().getFirst("User-Agent"));
        if (byGatling) {
            synchronized (sent) {
                sent.add(new SentRequest(exchange.getRequestMethod(), path, headers, body));
            }
        }
        byte[] answer = (path.equals(Nginx.LOGIN) ? Nginx.LOGGED_IN : Nginx.ANSWER).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    /** Writes the request for another JVM. */
    void write(Path file) throws IOException {
        Properties all = new Properties();
        all.setProperty("method", method);
        all.setProperty("path", path);
        all.setProperty("body", body);
        headers.forEach((name, value) -> all.setProperty("header." + name, value));
        try (var writer = Files.newBufferedWriter(file)) {
            all.store(writer, null);
        }
    }

    /** Reads a request that another JVM wrote. */
    static SentRequest read(Path file) throws IOException {
        Properties all = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            all.load(reader);
        }
        Map<String, String> headers = new TreeMap<>();
        for (String name : all.stringPropertyNames()) {
            if (name.startsWith("header.")) {
                headers.put(name.substring("header.".length()), all.getProperty(name));
            }
        }
        return new SentRequest(all.getProperty("method"), all.getProperty("path"), headers, all.getProperty("body"));
    }
}
