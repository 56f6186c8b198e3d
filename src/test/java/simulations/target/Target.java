package simulations.target;

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

/** The API that a simulation loads. A stand-in that was started for it ends when this is closed. */
public final class Target implements AutoCloseable {

    /** How results name the embedded stand-in, whose port is another one each time. */
    public static final String STAND_IN = "stand-in";

    private static final int CONNECT_TIMEOUT_MILLIS = 1000;

    private final String url;
    private final Origin origin;
    private final Optional<StandIn> standIn;
    private final List<String> notes;

    /** How a target came to be the target. */
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
     * The chosen base URL. If nobody chose one: the default if something listens there, else a stand-in started now,
     * configured by its own {@code standin.*} settings.
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
     * The base that is loaded beside this target; none if nobody asked for a paired run.
     *
     * @throws InvalidConfigException if the two cannot be compared in earnest
     * @throws StandInException if a stand-in cannot start
     */
    public Optional<Target> resolveBase(Optional<BaselineUrl> baselineUrl) {
        return baselineUrl.map(base -> {
            if (base.isStandIn() && origin != Origin.EMBEDDED) {
                throw new InvalidConfigException(
                        "BASELINE_URL = " + base.url() + " goes with an embedded stand-in, and " + url + " is loaded ("
                                + origin.words + "); set BASELINE_URL to another build of that API");
            }
            if (!base.isStandIn() && origin == Origin.EMBEDDED) {
                throw new InvalidConfigException("BASELINE_URL is set, and nothing is there to be compared with it:"
                        + " BASE_URL is not set and nothing listens at its default; set BASE_URL");
            }
            if (!base.isStandIn()) {
                return new Target(base.url(), Origin.BASE, Optional.empty(), List.of());
            }
            StandIn server = StandIn.start(StandInConfig.fromEnvironment(System.getProperties(), System.getenv())
                    .withoutFaults());
            return new Target(server.url(), Origin.EMBEDDED_BASE, Optional.of(server), List.of());
        });
    }

    /** The setting that says where it is. */
    Setting setting() {
        return origin == Origin.BASE || origin == Origin.EMBEDDED_BASE ? Setting.BASELINE_URL : Setting.BASE_URL;
    }

    /** Base URL of the API, no slash at the end, no credentials. */
    public String url() {
        return url;
    }

    /** How results name it: results are comparable only within one target. */
    public String name() {
        return standIn.isPresent() ? STAND_IN : url;
    }

    /** Whether it was merely found listening where a backend usually does. */
    boolean isFound() {
        return origin == Origin.FOUND;
    }

    /** The URL, how it came to be the target, and what a stand-in was told to do otherwise than documented. */
    public List<String> description() {
        List<String> lines = new ArrayList<>(List.of(url, origin.words));
        lines.addAll(notes);
        return List.copyOf(lines);
    }

    /** Whether it is a stand-in that was started for this simulation. */
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
