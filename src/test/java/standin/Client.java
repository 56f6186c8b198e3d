package standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** HTTP client for tests of the stand-in. Headers are given as name, value, name, value… */
final class Client {

    /** For tests that do not depend on delays. */
    static final StandInConfig FAST = StandInConfig.defaults()
            .withSlowdown(
                    Arrays.stream(Endpoint.values()).collect(Collectors.toMap(endpoint -> endpoint, any -> 0.001)));

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper MAPPER = new JsonMapper();

    private final String url;

    Client(StandIn standIn) {
        url = standIn.url();
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        try {
            return HTTP.send(request(method, path, body, headers), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    CompletableFuture<HttpResponse<String>> getLater(String path) {
        return HTTP.sendAsync(request("GET", path, ""), BodyHandlers.ofString());
    }

    /** Logs in as test and returns the body of the response. */
    JsonNode logIn() {
        return json(post("/v1/auth/login", "{\"username\":\"test\",\"password\":\"test\"}"));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return MAPPER.readTree(answer.body());
    }

    static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }

    /** Checks that an error response has the common format and returns its code. */
    static String errorCode(HttpResponse<String> answer) {
        JsonNode body = json(answer);
        if (body.size() != 3
                || !body.path("message").isString()
                || !body.path("detail").isString()) {
            throw new AssertionError("not an error of the API: " + answer.body());
        }
        return body.path("code").asString();
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.build();
    }
}
