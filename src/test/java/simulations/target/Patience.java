package simulations.target;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import simulations.config.Load;
import simulations.config.LoadConfig;

/** Waits for a target that is still starting. */
public final class Patience {

    /** Statuses of a proxy whose backend has not started yet. */
    private static final Set<Integer> NOT_YET = Set.of(502, 503, 504);

    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 250;

    private Patience() {}

    /**
     * Waits until the target responds or the time is up. In the second case the preflight reports what is wrong.
     *
     * @param progress receives a message with the waiting time every few seconds
     */
    public static void waitForAnswer(Target target, LoadConfig config, Consumer<String> progress) {
        long start = System.nanoTime();
        long limit = config.waitForTarget().toNanos();
        long nextProgress = 0;
        ApiClient client = new ApiClient(PROGRESS_EVERY, target.setting());
        for (long waited = 0; waited < limit && !answers(client, target); waited = System.nanoTime() - start) {
            if (waited >= nextProgress) {
                progress.accept("Waiting for " + target.url() + " to respond: "
                        + Load.text(Duration.ofSeconds(Duration.ofNanos(waited).toSeconds())) + " of "
                        + Load.text(config.waitForTarget()));
                nextProgress += PROGRESS_EVERY.toNanos();
            }
            pause();
        }
    }

    private static boolean answers(ApiClient client, Target target) {
        try {
            return !NOT_YET.contains(client.get(target.url() + "/").statusCode());
        } catch (PreflightException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
