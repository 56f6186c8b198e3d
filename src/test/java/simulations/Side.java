package simulations;

import analyzer.metrics.SameRun;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One of the targets that a virtual user loads, and what it keeps apart from the other: names of requests, tokens, cookies.
 *
 * @param url in front of each path; empty for the candidate, whose URL is that of the protocol
 * @param isBase whether it is the base that the candidate is compared with
 * @param timeout how long a request may take; empty for Gatling's own limit
 */
record Side(String url, boolean isBase, Optional<Duration> timeout) {

    /** The candidate, or the only target. */
    static Side candidate(Optional<Duration> timeout) {
        return new Side("", false, timeout);
    }

    static Side base(String url, Duration timeout) {
        return new Side(url, true, Optional.of(timeout));
    }

    /** The name of the requests to a path. */
    String requestName(String path) {
        return isBase ? SameRun.baseName(path) : path;
    }

    /** The name of an attribute of a virtual user. */
    String attribute(String name) {
        return isBase ? name + "OfBase" : name;
    }

    /** The host that its cookies belong to; empty for that of the protocol. */
    Optional<String> host() {
        return isBase ? Optional.of(URI.create(url).getHost()) : Optional.empty();
    }
}
