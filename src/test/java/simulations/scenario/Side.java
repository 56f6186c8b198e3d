package simulations.scenario;

import analyzer.metrics.PairedRun;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One of the targets that a virtual user loads.
 *
 * @param isBase whether it is the base that the candidate is compared with
 * @param timeout time limit of a request; empty for Gatling's own limit
 */
record Side(String url, boolean isBase, Optional<Duration> timeout) {

    /** Returns the name of a request on this side. */
    String requestName(String name) {
        return isBase ? PairedRun.baseName(name) : name;
    }

    /** The host that its cookies belong to. */
    String host() {
        return URI.create(url).getHost();
    }

    /** The session attribute with a virtual user's state on this side while it visits the other side. */
    String attribute() {
        return isBase ? "simulations.base" : "simulations.candidate";
    }
}
