package standin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * Behaviour of the stand-in. The defaults are the documented API; everything else must be switched on.
 *
 * @param host address to listen on; 127.0.0.1 unless other machines load it
 * @param port TCP port; 0 for a free one
 * @param seed seed of the random delays and errors. Without one, each start draws a new seed, because runs that repeat the same
 *     delays would appear less noisy than they are
 * @param slowdown factor on the delays of an endpoint, above 0 and at most 1000; 1 if absent
 * @param work share of an endpoint's median delay that each response computes, on a separate thread, instead of waiting; above 0
 *     and at most 1; if absent, responses wait
 * @param allocation kilobytes of 1024 bytes that each response of an endpoint allocates and the server keeps, above 0 and at most
 *     1 000 000; 0 if absent. It delays a response only beyond the delay, so that it slows down only an endpoint that works
 * @param errorRate share of an endpoint's requests that get status 500, from 0 to 1; 0 if absent
 * @param stall time without responses
 * @param rateLimit requests per minute from one client on one path, at least 1; more get status 429
 * @param csrf whether a POST without a valid {@code X-CSRF-Token} gets status 403
 * @param serviceLog file for the actual service time of each response, see {@link ServiceTime}; if absent, none is written
 */
public record StandInConfig(
        String host,
        int port,
        OptionalLong seed,
        Map<Endpoint, Double> slowdown,
        Map<Endpoint, Double> work,
        Map<Endpoint, Double> allocation,
        Map<Endpoint, Double> errorRate,
        Optional<Stall> stall,
        OptionalInt rateLimit,
        boolean csrf,
        Optional<Path> serviceLog) {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_PORT = 65_535;
    private static final double MAX_SLOWDOWN = 1000;
    private static final double MAX_ALLOCATION = 1e6;

    /** @throws IllegalArgumentException if a value is out of range */
    public StandInConfig {
        slowdown = Map.copyOf(slowdown);
        work = Map.copyOf(work);
        allocation = Map.copyOf(allocation);
        errorRate = Map.copyOf(errorRate);
        require(host.matches("[A-Za-z0-9.:-]+"), "host " + host);
        require(port >= 0 && port <= MAX_PORT, "port " + port);
        slowdown.values().forEach(factor -> require(factor > 0 && factor <= MAX_SLOWDOWN, "slowdown " + factor));
        work.values().forEach(share -> require(share > 0 && share <= 1, "work " + share));
        allocation.values().forEach(size -> require(size > 0 && size <= MAX_ALLOCATION, "allocation " + size));
        errorRate.values().forEach(rate -> require(rate >= 0 && rate <= 1, "error rate " + rate));
        require(rateLimit.orElse(1) >= 1, "rate limit " + rateLimit);
    }

    /** The documented API on a free port, with nothing switched on. */
    public static StandInConfig defaults() {
        return new StandInConfig(
                LOOPBACK,
                0,
                OptionalLong.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                OptionalInt.empty(),
                false,
                Optional.empty());
    }

    /**
     * Returns the defaults with the changes by {@code standin.*} properties and {@code STANDIN_*} variables, see {@link StandInSetting}.
     *
     * @throws StandInException if a value is not accepted or a setting is unknown
     */
    public static StandInConfig fromEnvironment(Properties properties, Map<String, String> environment) {
        return StandInSetting.readAll(defaults(), properties, environment);
    }

    public StandInConfig withHost(String host) {
        return with(copy -> copy.host = host);
    }

    public StandInConfig withPort(int port) {
        return with(copy -> copy.port = port);
    }

    public StandInConfig withSeed(long seed) {
        return with(copy -> copy.seed = OptionalLong.of(seed));
    }

    /** Slows down these endpoints, in addition to those already slowed down. Later factors replace earlier ones. */
    public StandInConfig withSlowdown(Map<Endpoint, Double> factors) {
        return with(copy -> copy.slowdown = merged(slowdown, factors));
    }

    /** Makes these endpoints compute instead of waiting, in addition to those that already do. */
    public StandInConfig withWork(Map<Endpoint, Double> shares) {
        return with(copy -> copy.work = merged(work, shares));
    }

    /** Makes responses of these endpoints allocate memory that is kept, in addition to those that already do. */
    public StandInConfig withAllocation(Map<Endpoint, Double> kilobytes) {
        return with(copy -> copy.allocation = merged(allocation, kilobytes));
    }

    /** Makes these endpoints fail, in addition to those that already do. */
    public StandInConfig withErrorRate(Map<Endpoint, Double> rates) {
        return with(copy -> copy.errorRate = merged(errorRate, rates));
    }

    public StandInConfig withStall(Stall stall) {
        return with(copy -> copy.stall = Optional.of(stall));
    }

    public StandInConfig withRateLimit(int requestsPerMinute) {
        return with(copy -> copy.rateLimit = OptionalInt.of(requestsPerMinute));
    }

    public StandInConfig withCsrf(boolean required) {
        return with(copy -> copy.csrf = required);
    }

    /** Logs the actual service time of each response to a file, which is overwritten. */
    public StandInConfig withServiceLog(Path file) {
        return with(copy -> copy.serviceLog = Optional.of(file));
    }

    /** Returns the same kind of server on a free port, without any fault, with a seed of its own and without a service log. */
    public StandInConfig withoutFaults() {
        return defaults().withHost(host).withWork(work).withCsrf(csrf);
    }

    /** Returns the differences from the documented API in words, one item each; empty if there are none. */
    public List<String> switchedOn() {
        List<String> items = new ArrayList<>();
        if (!host.equals(LOOPBACK)) {
            items.add("listening on " + host);
        }
        for (Endpoint endpoint : Endpoint.values()) {
            if (slowdown.containsKey(endpoint)) {
                items.add(endpoint.path() + " slowed down by " + slowdown.get(endpoint));
            }
            if (work.containsKey(endpoint)) {
                items.add(endpoint.path() + " computing for " + work.get(endpoint)
                        + " of its median time instead of waiting");
            }
            if (allocation.containsKey(endpoint)) {
                items.add(endpoint.path() + " allocating " + allocation.get(endpoint) + " KB in each response");
            }
            if (errorRate.containsKey(endpoint)) {
                items.add(endpoint.path() + " failing at a rate of " + errorRate.get(endpoint));
            }
        }
        stall.ifPresent(pause -> items.add("stall " + pause));
        rateLimit.ifPresent(limit -> items.add("rate limit " + limit + " per minute"));
        if (csrf) {
            items.add("CSRF token required");
        }
        serviceLog.ifPresent(file -> items.add("service times written to " + file));
        return items;
    }

    private StandInConfig with(Consumer<Copy> change) {
        Copy copy = new Copy();
        change.accept(copy);
        return copy.done();
    }

    /** The values of a copy, which can be changed until it is done. */
    private final class Copy {

        private String host = StandInConfig.this.host;
        private int port = StandInConfig.this.port;
        private OptionalLong seed = StandInConfig.this.seed;
        private Map<Endpoint, Double> slowdown = StandInConfig.this.slowdown;
        private Map<Endpoint, Double> work = StandInConfig.this.work;
        private Map<Endpoint, Double> allocation = StandInConfig.this.allocation;
        private Map<Endpoint, Double> errorRate = StandInConfig.this.errorRate;
        private Optional<Stall> stall = StandInConfig.this.stall;
        private OptionalInt rateLimit = StandInConfig.this.rateLimit;
        private boolean csrf = StandInConfig.this.csrf;
        private Optional<Path> serviceLog = StandInConfig.this.serviceLog;

        StandInConfig done() {
            return new StandInConfig(
                    host, port, seed, slowdown, work, allocation, errorRate, stall, rateLimit, csrf, serviceLog);
        }
    }

    private static Map<Endpoint, Double> merged(Map<Endpoint, Double> old, Map<Endpoint, Double> added) {
        Map<Endpoint, Double> all = new EnumMap<>(Endpoint.class);
        all.putAll(old);
        all.putAll(added);
        return all;
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException(what + " is out of range");
        }
    }
}
