package standin;

import io.undertow.io.IoCallback;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Routes requests. Requests that are refused before they reach an endpoint (404, 405, 413, 429, 403) are answered immediately, and so
 * are requests for the CSRF token and the metrics. A response of an endpoint, successful or not, is sent when its delay since the
 * arrival of the request's headers has passed.
 */
final class Router implements HttpHandler {

    private static final HttpString CSRF_HEADER = HttpString.tryFromString(Csrf.HEADER);

    private static final Answer INJECTED_ERROR = Answer.error(
            500,
            "internal_error",
            "Error injected by the stand-in",
            "See its setting " + StandInSetting.ERROR_RATE.property());

    private final Api api;
    private final Csrf csrf;
    private final Optional<RateLimiter> limiter;
    private final Map<Endpoint, Dice> dice;
    private final Pacer pacer;
    private final Work work;
    private final Optional<ServiceLog> serviceLog;
    private final Metrics metrics = new Metrics();

    Router(
            Api api,
            Csrf csrf,
            Optional<RateLimiter> limiter,
            Map<Endpoint, Dice> dice,
            Pacer pacer,
            Work work,
            Optional<ServiceLog> serviceLog) {
        this.api = api;
        this.csrf = csrf;
        this.limiter = limiter;
        this.dice = dice;
        this.pacer = pacer;
        this.work = work;
        this.serviceLog = serviceLog;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        long arrival = System.nanoTime();
        if (exchange.getRequestPath().equals(Metrics.PATH)
                && exchange.getRequestMethod().equals(Methods.GET)) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
            exchange.getResponseSender().send(metrics.text());
            return;
        }
        Optional<Answer> refusal = refusal(exchange);
        if (refusal.isPresent()) {
            send(exchange, refusal.get());
            return;
        }
        Optional<Endpoint> endpoint = Endpoint.at(exchange.getRequestPath());
        if (endpoint.isEmpty()) {
            send(exchange, Answer.ok(Answer.object().put("csrf_token", csrf.token())));
        } else if (endpoint.get().method().equals("GET")) {
            serve(exchange, endpoint.get(), Call.of(exchange, new byte[0]), arrival);
        } else {
            exchange.getRequestReceiver()
                    .receiveFullBytes(
                            (same, body) -> serve(same, endpoint.get(), Call.of(same, body), arrival),
                            (same, error) -> send(same, bodyNotRead()));
        }
    }

    private Optional<Answer> refusal(HttpServerExchange exchange) {
        String path = exchange.getRequestPath();
        Optional<Endpoint> endpoint = Endpoint.at(path);
        if (endpoint.isEmpty() && !path.equals(Csrf.PATH) && !path.equals(Metrics.PATH)) {
            return Optional.of(Answer.error(404, "not_found", "No such path", "Check the path"));
        }
        String method = exchange.getRequestMethod().toString();
        String allowed = endpoint.map(Endpoint::method).orElse("GET");
        if (!method.equals(allowed)) {
            return Optional.of(Answer.error(405, "method_not_allowed", "Method not allowed here", "Use " + allowed)
                    .with("Allow", allowed));
        }
        String client = exchange.getSourceAddress().getHostString();
        OptionalLong wait =
                limiter.map(counts -> counts.secondsToWait(client, path)).orElse(OptionalLong.empty());
        if (wait.isPresent()) {
            String seconds = Long.toString(wait.getAsLong());
            return Optional.of(Answer.error(429, "rate_limited", "Too many requests", "Wait " + seconds + " s")
                    .with("Retry-After", seconds));
        }
        if (!csrf.admits(
                method, Optional.ofNullable(exchange.getRequestHeaders().getFirst(CSRF_HEADER)))) {
            return Optional.of(Answer.error(
                    403, "csrf.missing", "No valid CSRF token", "Send " + Csrf.HEADER + " as given by " + Csrf.PATH));
        }
        return Optional.empty();
    }

    private void serve(HttpServerExchange exchange, Endpoint endpoint, Call call, long arrival) {
        Dice chance = dice.get(endpoint);
        Answer answer = chance.nextFails() ? INJECTED_ERROR : api.answer(endpoint, call);
        long delay = chance.nextDelayNanos();
        if (serviceLog.isPresent()) {
            long meant = chance.works() ? chance.workNanos() : delay;
            // Called when the last byte of the response was handed to the operating system.
            exchange.addExchangeCompleteListener((done, next) -> {
                serviceLog.get().add(endpoint, arrival, meant, System.nanoTime());
                next.proceed();
            });
        }
        Runnable answering = () -> exchange.getIoThread().execute(() -> {
            metrics.answered(System.nanoTime() - arrival);
            send(exchange, answer);
        });
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> {
            if (chance.works()) {
                work.run(chance.workNanos(), chance.allocatedBytes(), () -> pacer.at(System.nanoTime(), answering));
            } else if (chance.allocatedBytes() > 0) {
                work.run(0, chance.allocatedBytes(), () -> pacer.at(arrival + delay, answering));
            } else {
                pacer.at(arrival + delay, answering);
            }
        });
    }

    private void send(HttpServerExchange exchange, Answer answer) {
        HeaderMap headers = exchange.getResponseHeaders();
        headers.put(Headers.CONTENT_TYPE, "application/json");
        if (exchange.getRequestMethod().equals(Methods.GET)) {
            headers.put(CSRF_HEADER, csrf.token());
        }
        answer.headers().forEach(header -> headers.add(HttpString.tryFromString(header.name()), header.value()));
        exchange.setStatusCode(answer.status());
        exchange.getResponseSender().send(ByteBuffer.wrap(answer.body()), IoCallback.END_EXCHANGE);
    }

    private static Answer bodyNotRead() {
        return Answer.error(413, "body_too_large", "The body cannot be read or is too large", "Send a smaller one");
    }
}
