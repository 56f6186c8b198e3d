package simulations.scenario;

import analyzer.metrics.SameRun;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One of the targets that a virtual user loads.
 *
 * @param url where it is
 * @param isBase whether it is the base that the candidate is compared with
 * @param timeout how long a request may take; empty for Gatling's own limit
 */
record Side(String url, boolean isBase, Optional<Duration> timeout) {

    /** The name of its requests. */
    String requestName(String name) {
        return isBase ? SameRun.baseName(name) : name;
    }

    /** The host that its cookies belong to. */
    String host() {
        return URI.create(url).getHost();
    }

    /** The attribute that holds what a virtual user remembers of it while it visits the other one. */
    String attribute() {
        return isBase ? "simulations.base" : "simulations.candidate";
    }
}
