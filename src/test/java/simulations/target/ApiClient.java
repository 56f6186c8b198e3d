package simulations.target;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import simulations.config.Load;
import simulations.config.Setting;

/** Sends single requests and explains in words why one got no response. Follows no redirects and keeps no cookies. */
final class ApiClient {

    /** System property for how long the JDK's client keeps idle connections, in seconds. It is read once, before the first request. */
    private static final String KEEP_ALIVE = "jdk.httpclient.keepalive.timeout";

    static {
        // The default of 20 minutes would keep the preflight's connections open during the load.
        System.setProperty(KEEP_ALIVE, "1");
    }

    private final HttpClient http;
    private final Duration timeout;
    private final Setting urlSetting;

    /**
     * @param timeout time limit of a request, including the time to connect
     * @param urlSetting the setting to correct if there is no response
     */
    ApiClient(Duration timeout, Setting urlSetting) {
        this.timeout = timeout;
        this.urlSetting = urlSetting;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /**
     * Sends a GET request and waits for the response. Any status is accepted.
     *
     * @throws PreflightException if there is no response
     */
    HttpResponse<Void> get(String url) {
        CompletableFuture<HttpResponse<Void>> response = getAsync(url, Map.of());
        try {
            return response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw noAnswer(url, e);
        } catch (ExecutionException e) {
            throw noAnswer(url, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PreflightException("GET " + url + " was interrupted");
        }
    }

    /** Sends a GET request. The future fails if there is no response. */
    CompletableFuture<HttpResponse<Void>> getAsync(String url, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).timeout(timeout).GET();
        headers.forEach(request::header);
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
    }

    private PreflightException noAnswer(String url, Throwable cause) {
        return new PreflightException("GET " + url + " got no response: " + reason(cause));
    }

    private String reason(Throwable cause) {
        if (is(cause, UnresolvedAddressException.class) || is(cause, UnknownHostException.class)) {
            return "the host is unknown; correct " + urlSetting;
        }
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            return "it timed out after " + Load.text(timeout) + "; check that the backend at " + urlSetting
                    + " is up and not overloaded";
        }
        if (is(cause, SSLException.class)) {
            return "TLS failed; check that " + urlSetting + " speaks https and that this JVM trusts its certificate"
                    + " (-Djavax.net.ssl.trustStore)";
        }
        // The JDK explains a failed connection, except one to a port without a listener.
        if (cause instanceof ConnectException
                && cause.getMessage() != null
                && !cause.getMessage().contains("refused")) {
            return "no connection could be made (" + cause.getMessage() + "); check that this machine can reach "
                    + urlSetting;
        }
        if (is(cause, ConnectException.class)) {
            return "the connection was refused; start the backend there, or unset " + urlSetting
                    + (urlSetting == Setting.BASE_URL ? " to use the stand-in" : " to load one target alone");
        }
        if (cause instanceof IOException) {
            return "the connection was closed or does not speak HTTP; check scheme and port of " + urlSetting;
        }
        return cause.getClass().getSimpleName() + "; check " + urlSetting;
    }

    private static boolean is(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
