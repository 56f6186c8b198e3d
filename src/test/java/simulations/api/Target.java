package simulations.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import simulations.config.BaseUrl;
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
        EMBEDDED("embedded stand-in, BASE_URL is not set");

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
