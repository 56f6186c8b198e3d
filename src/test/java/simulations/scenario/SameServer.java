package simulations.scenario;

import java.net.URI;
import simulations.run.Listeners;
import simulations.target.PreflightException;
import simulations.target.Target;

/** Check that base and candidate of a paired run are not one server on this machine, which would always pass. */
final class SameServer {

    private SameServer() {}

    /**
     * Warns if a proxy can tell the two targets apart, because requests reach it under different host names.
     *
     * @throws PreflightException if both targets are one server
     */
    static void refuse(Target candidate, Target base) {
        URI mine = URI.create(candidate.url());
        URI other = URI.create(base.url());
        // A proxy can also choose by the path.
        if (!mine.getRawPath().equals(other.getRawPath()) || !Listeners.areOne(mine, other)) {
            return;
        }
        String both = "BASELINE_URL (" + other + ") and BASE_URL (" + mine + ") are the same server on this machine";
        if (isName(mine.getHost()) && isName(other.getHost())) {
            System.err.println(
                    "warning: " + both + "; that is right only for a proxy that chooses the build by host name");
            return;
        }
        throw new PreflightException(both + ", so no difference could be found; set them to different builds, or if it"
                + " is a proxy, to a host name of each build");
    }

    /** Whether a host is more than an address of this machine in another form. */
    private static boolean isName(String host) {
        return !host.matches("(?i)localhost\\.?|[0-9.]+|\\[.*");
    }
}
