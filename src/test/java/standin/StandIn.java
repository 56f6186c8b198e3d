package standin;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.xnio.Options;

/**
 * A running stand-in. By default it listens on 127.0.0.1 only. It needs three threads for any number of requests. If responses
 * compute or allocate, it needs one more thread for each of these requests in progress.
 */
public final class StandIn implements AutoCloseable {

    /** Prefix of the names of all its threads. */
    static final String THREAD_PREFIX = "stand-in";

    private static final int MAX_SESSIONS = 10_000;
    private static final long MAX_BODY_BYTES = 16 * 1024L;

    private final Undertow server;
    private final Pacer pacer;
    private final Work work;
    private final Optional<ServiceLog> serviceLog;
    private final String host;
    private final int port;
    private final long seed;

    private StandIn(Undertow server, Pacer pacer, Work work, Optional<ServiceLog> serviceLog, String host, long seed) {
        this.server = server;
        this.pacer = pacer;
        this.work = work;
        this.serviceLog = serviceLog;
        this.host = host;
        this.port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        this.seed = seed;
    }

    /**
     * Starts a stand-in. It accepts requests when this method returns.
     *
     * @throws StandInException if it cannot listen on the port or cannot write the log of service times
     */
    public static StandIn start(StandInConfig config) {
        long seed = config.seed().orElseGet(() -> new SecureRandom().nextInt(Integer.MAX_VALUE));
        Optional<ServiceLog> serviceLog = config.serviceLog().map(ServiceLog::to);
        Pacer pacer = new Pacer(config.stall(), THREAD_PREFIX + " timer");
        Work work = new Work(THREAD_PREFIX + " work");
        Undertow server = Undertow.builder()
                .addHttpListener(config.port(), config.host(), router(config, seed, pacer, work, serviceLog))
                .setIoThreads(1)
                .setWorkerThreads(1)
                .setWorkerOption(Options.WORKER_NAME, THREAD_PREFIX)
                .setWorkerOption(Options.THREAD_DAEMON, true)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MAX_BODY_BYTES)
                .build();
        try {
            server.start();
        } catch (RuntimeException e) {
            pacer.close();
            work.close();
            serviceLog.ifPresent(ServiceLog::close);
            throw cannotStart(config, e);
        }
        return new StandIn(server, pacer, work, serviceLog, config.host(), seed);
    }

    /** Base URL, without a trailing slash. */
    public String url() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** Seed of the random delays and errors, configured or drawn at the start. */
    public long seed() {
        return seed;
    }

    /** Memory that responses have allocated and that is kept, in bytes. */
    long hoardedBytes() {
        return work.hoardedBytes();
    }

    /** Stops immediately. When this returns, the port is free and all threads have ended. Requests in progress get no response. */
    @Override
    public void close() {
        pacer.close();
        work.close();
        server.stop();
        serviceLog.ifPresent(ServiceLog::close);
    }

    private static Router router(
            StandInConfig config, long seed, Pacer pacer, Work work, Optional<ServiceLog> serviceLog) {
        Csrf csrf = new Csrf(config.csrf());
        Api api = new Api(new Sessions(MAX_SESSIONS), csrf);
        Optional<RateLimiter> limiter = config.rateLimit().isPresent()
                ? Optional.of(new RateLimiter(config.rateLimit().getAsInt(), System::nanoTime))
                : Optional.empty();
        Map<Endpoint, Dice> dice = new EnumMap<>(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            dice.put(endpoint, new Dice(endpoint, config, seed));
        }
        return new Router(api, csrf, limiter, dice, pacer, work, serviceLog);
    }

    private static StandInException cannotStart(StandInConfig config, RuntimeException e) {
        if (e.getCause() instanceof BindException) {
            return new StandInException(
                    "port " + config.port() + " of " + config.host() + " cannot be used ("
                            + e.getCause().getMessage() + "): stop what listens there, or choose another port",
                    e);
        }
        return new StandInException("the stand-in cannot start: " + e.getMessage(), e);
    }
}
