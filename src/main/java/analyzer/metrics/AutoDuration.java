package analyzer.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A measured time that ends with the verdict: at planned moments the judge looks at what was measured so far. The resulting measured
 * time is in the load profile.
 *
 * @param least time of the first look, and therefore the shortest measured time that a comparison can decide
 * @param most time of the last look
 * @param looks the looks in order of time, without any that was not ready before the next one was due
 * @param end why the measured time ended; empty while it has not, and for an interrupted run
 */
public record AutoDuration(Duration least, Duration most, List<Look> looks, Optional<End> end) {

    /**
     * Each look covers about half as much again as the one before. More looks would find a clear verdict slightly earlier, but make
     * all looks less certain.
     */
    private static final double GROWTH = 1.5;

    /** Largest ratio of most to least. It allows 29 looks; the cost of more would take seconds to compute. */
    public static final int MAX_RATIO = 100_000;

    /** Why a measured time ended. */
    public enum End {
        /** Every endpoint is decided. */
        DECIDED,
        /** Undecided endpoints have nothing to be compared with, and are precise enough for a baseline. */
        PRECISE,
        /** Undecided endpoints would not be decided at the maximum either. */
        HOPELESS,
        /** Undecided endpoints fail more often than allowed, regardless of the rest of the run. */
        FAILING,
        /** The last look was reached. */
        MAXIMUM
    }

    /**
     * One look.
     *
     * @param at measured time until the look
     * @param open the endpoints that were not decided
     */
    public record Look(Duration at, List<String> open) {
        public Look {
            open = List.copyOf(open);
        }
    }

    public AutoDuration {
        looks = List.copyOf(looks);
    }

    /** A duration that has not begun. */
    public static AutoDuration between(Duration least, Duration most) {
        return new AutoDuration(least, most, List.of(), Optional.empty());
    }

    /** Whether there would be more looks than the judge allows for. */
    public static boolean hasTooManyLooks(Duration least, Duration most) {
        return most.compareTo(least.multipliedBy(MAX_RATIO)) > 0;
    }

    /** This duration after another look. */
    public AutoDuration plus(Look look) {
        List<Look> all = new ArrayList<>(looks);
        all.add(look);
        return new AutoDuration(least, most, all, end);
    }

    /** This duration after its end. */
    public AutoDuration ended(End why) {
        return new AutoDuration(least, most, looks, Optional.of(why));
    }

    /** The measured times of the looks: from the least to the most, each longer by the same factor. */
    public List<Duration> planned() {
        if (least.equals(most)) {
            return List.of(most);
        }
        double ratio = (double) most.toMillis() / least.toMillis();
        int steps = (int) Math.max(1, Math.round(Math.log(ratio) / Math.log(GROWTH)));
        List<Duration> planned = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            planned.add(Duration.ofMillis(Math.round(least.toMillis() * Math.pow(ratio, (double) i / steps))));
        }
        planned.add(most);
        return planned;
    }
}
