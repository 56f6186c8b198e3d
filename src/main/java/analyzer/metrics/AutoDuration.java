package analyzer.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A measured time that ends with the verdict: at planned moments the judge looks at what was measured so far. The measured time
 * that it came to is that of the load profile.
 *
 * @param least when it looks first, and so the shortest measured time that a comparison can decide
 * @param most when it looks last
 * @param looks what it saw, in order of time; a look that was not ready before the next one was due is not among them
 * @param end why the measured time ended; empty while it has not, and of a run that was cut off
 */
public record AutoDuration(Duration least, Duration most, List<Look> looks, Optional<End> end) {

    /**
     * Each look has about half as much again to go by as the one before. More of them would find a certain verdict a little
     * earlier, and cost all of them some certainty.
     */
    private static final double GROWTH = 1.5;

    /** Why a measured time ended. */
    public enum End {
        /** Every endpoint is decided. */
        DECIDED,
        /** What is not decided has nothing to be compared with, and is exact enough for a baseline. */
        PRECISE,
        /** What is not decided would not be at the maximum either. */
        HOPELESS,
        /** What is not decided fails more often than allowed, whatever were to come. */
        FAILING,
        /** The last look. */
        MAXIMUM
    }

    /**
     * One look.
     *
     * @param at measured time until then
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

    /** One that has yet to begin. */
    public static AutoDuration between(Duration least, Duration most) {
        return new AutoDuration(least, most, List.of(), Optional.empty());
    }

    /** This one after another look. */
    public AutoDuration plus(Look look) {
        List<Look> all = new ArrayList<>(looks);
        all.add(look);
        return new AutoDuration(least, most, all, end);
    }

    /** This one when it has ended. */
    public AutoDuration ended(End why) {
        return new AutoDuration(least, most, looks, Optional.of(why));
    }

    /** The measured times at which the judge looks: from the least to the most, each longer by the same factor. */
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
