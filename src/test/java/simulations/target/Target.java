package simulations.target;

import analyzer.metrics.LoadProfile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import simulations.config.BaseUrl;
import simulations.config.BaselineUrl;
import simulations.config.InvalidConfigException;
import simulations.config.Setting;
import standin.StandIn;
import standin.StandInConfig;
import standin.StandInException;

/** The API that a simulation loads. If it is a stand-in started for the simulation, closing the target stops it. */
public final class Target implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MILLIS = 1000;

    private final String url;
    private final Origin origin;
    private final Optional<StandIn> standIn;
    private final List<String> notes;

    /** How a target was chosen. */
    enum Origin {
        CHOSEN("set by BASE_URL"),
        FOUND("found listening, BASE_URL is not set"),
        EMBEDDED("embedded stand-in, BASE_URL is not set"),
        BASE("set by BASELINE_URL"),
        EMBEDDED_BASE("embedded stand-in without faults, set by BASELINE_URL");

        private final String words;

        Origin(String words) {
            this.words = words;
        }
    }

    private Target(String url, Origin origin, Optional<StandIn> standIn, List<String> notes) {
        this.url = url;
        this.origin = origin;
        this.standIn = standIn;
        this.notes = notes;
    }

    /**
     * Returns the target at the base URL that was set. If none was set, returns the default if something listens there, else a new
     * stand-in, configured by its own {@code standin.*} settings.
     *
     * @throws StandInException if the stand-in cannot start
     */
    public static Target resolve(BaseUrl baseUrl) {
        if (baseUrl.chosen()) {
            return new Target(baseUrl.url(), Origin.CHOSEN, Optional.empty(), List.of());
        }
        if (somethingListensAt(URI.create(baseUrl.url()))) {
            return new Target(baseUrl.url(), Origin.FOUND, Optional.empty(), List.of());
        }
        StandInConfig config = StandInConfig.fromEnvironment(System.getProperties(), System.getenv());
        StandIn standIn = StandIn.start(config);
        return new Target(standIn.url(), Origin.EMBEDDED, Optional.of(standIn), config.switchedOn());
    }

    /**
     * Returns the base of a paired run with this target as the candidate; empty if no paired run is configured.
     *
     * @throws InvalidConfigException if only one of the two is an embedded stand-in, so that they cannot be compared
     * @throws StandInException if a stand-in cannot start
     */
    public Optional<Target> resolveBase(Optional<BaselineUrl> baselineUrl) {
        return baselineUrl.map(base -> {
            if (base.isStandIn() && origin != Origin.EMBEDDED) {
                throw new InvalidConfigException("BASELINE_URL = " + base.url() + " requires an embedded stand-in, but "
                        + url + " is loaded (" + origin.words + "); set BASELINE_URL to another build of that API");
            }
            if (!base.isStandIn() && origin == Origin.EMBEDDED) {
                throw new InvalidConfigException("BASELINE_URL is set, but there is no target to compare with it:"
                        + " BASE_URL is not set and nothing listens on its default; set BASE_URL");
            }
            if (!base.isStandIn()) {
                return new Target(base.url(), Origin.BASE, Optional.empty(), List.of());
            }
            StandIn server = StandIn.start(StandInConfig.fromEnvironment(System.getProperties(), System.getenv())
                    .withoutFaults());
            return new Target(server.url(), Origin.EMBEDDED_BASE, Optional.of(server), List.of());
        });
    }

    /** The setting that defines the URL. */
    Setting setting() {
        return origin == Origin.BASE || origin == Origin.EMBEDDED_BASE ? Setting.BASELINE_URL : Setting.BASE_URL;
    }

    /** URL of the API, without a trailing slash, without credentials. */
    public String url() {
        return url;
    }

    /** Name of the target in results. Only results for the same target are comparable. */
    public String name() {
        return standIn.isPresent() ? LoadProfile.STAND_IN : url;
    }

    /** Whether BASE_URL is not set and something was found listening at the default. */
    boolean isFound() {
        return origin == Origin.FOUND;
    }

    /** The URL, how it was chosen, and the faults and other settings of a stand-in that are switched on. */
    public List<String> description() {
        List<String> lines = new ArrayList<>(List.of(url, origin.words));
        lines.addAll(notes);
        return List.copyOf(lines);
    }

    /** Whether the target is a stand-in started for this simulation. */
    public boolean isEmbedded() {
        return standIn.isPresent();
    }

    @Override
    public void close() {
        standIn.ifPresent(StandIn::close);
    }

    private static boolean somethingListensAt(URI uri) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
