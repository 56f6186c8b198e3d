package analyzer.verdict;

import analyzer.metrics.AutoDuration;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.RunInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Erf;

/**
 * The cost of several looks at a growing run: converts the p-value of a comparison at one look to the probability of such a
 * p-value at any look, and back. The boundary is Pocock's, the same at each look, found by numerical integration from look to
 * look. A run of fixed duration has one look, which costs nothing. The assumptions and their sources are in docs/METHOD.md,
 * section "A duration that ends with the verdict".
 */
final class Looks {

    /** The single look of a run of fixed duration. */
    static final Looks ONE = new Looks(new double[0]);

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /** Lowest bound of the grid: smaller differences are no finding. Beyond {@link #HIGHEST} the probability is negligible. */
    private static final double LOWEST = 0;

    private static final double HIGHEST = 8;
    private static final double STEP = 0.1;

    /** Lower end of the integration, in standard deviations. Simpson's rule needs an even number of intervals. */
    private static final double BOTTOM = -6;

    private static final int INTERVALS = 120;

    /**
     * The common share of the variance at the first look is rounded down to quarters. That limits the number of integrations,
     * which take a few tenths of a second each, and is conservative: less correlated looks cost more.
     */
    private static final int PARTS = 4;

    /** Integrations done so far. */
    private static final Map<Plan, Looks> KNOWN = new ConcurrentHashMap<>();

    /**
     * What the cost of looks depends on.
     *
     * @param planned times of the looks
     * @param common number of quarters of the variance at the first look that all looks have in common
     */
    private record Plan(List<Duration> planned, int common) {

        /** The inverse of the variance at each look, in multiples of that at the first. */
        double[] information() {
            double share = (double) common / PARTS;
            double first = planned.get(0).toMillis();
            return planned.stream()
                    .mapToDouble(at -> 1 / (share + (1 - share) * first / at.toMillis()))
                    .toArray();
        }
    }

    /** Logarithms of the probability that any look is beyond a bound, for every bound of the grid; empty for one look. */
    private final double[] logChances;

    private Looks(double[] logChances) {
        this.logChances = logChances;
    }

    /** The looks at a paired run, or at a run on its own; one if its duration was fixed. */
    static Looks of(EndpointResult result) {
        return of(result.run().flatMap(RunInfo::auto), 0);
    }

    /** The looks at a run that is compared with kept runs; {@code spread} is that of the difference at its measured time. */
    static Looks of(EndpointResult result, RunSpread spread) {
        Optional<AutoDuration> duration = result.run().flatMap(RunInfo::auto);
        if (duration.isEmpty()) {
            return ONE;
        }
        double measured = result.run().orElseThrow().profile().duration().toMillis();
        return of(duration, spread.commonShare(duration.get().least().toMillis() / measured));
    }

    /**
     * The looks at a run.
     *
     * @param common share of the variance at the first look that all looks have in common; if it is 1, they count as one look
     */
    static Looks of(Optional<AutoDuration> duration, double common) {
        return duration.map(AutoDuration::planned)
                .filter(planned -> planned.size() > 1 && common < 1)
                .map(planned -> new Plan(planned, (int) (common * PARTS)))
                .map(plan -> KNOWN.computeIfAbsent(plan, unknown -> at(unknown.information())))
                .orElse(ONE);
    }

    /** @param information the inverse of the variance at each look, in any unit */
    static Looks at(double... information) {
        double[] chances = new double[(int) Math.round((HIGHEST - LOWEST) / STEP) + 1];
        for (int i = 0; i < chances.length; i++) {
            chances[i] = Math.log(chanceBeyond(LOWEST + i * STEP, information));
        }
        return new Looks(chances);
    }

    /**
     * Probability of a difference this significant at any of the looks.
     *
     * @param probability p-value at one look, one-sided
     */
    double overall(double probability) {
        if (logChances.length == 0 || probability <= 0) {
            return probability;
        }
        double bound = -NORMAL.inverseCumulativeProbability(Math.min(probability, 0.5));
        double place = (bound - LOWEST) / STEP;
        int below = Math.min((int) place, logChances.length - 2);
        double share = Math.min(1, place - below);
        return Math.exp(logChances[below] * (1 - share) + logChances[below + 1] * share);
    }

    /**
     * Significance level of one look that gives {@code level} over all looks.
     *
     * @param level overall level, one-sided, at most 0.1
     */
    double nominal(double level) {
        if (logChances.length == 0) {
            return level;
        }
        double log = Math.log(level);
        int below = 0;
        while (below < logChances.length - 2 && logChances[below + 1] > log) {
            below++;
        }
        double share = (logChances[below] - log) / (logChances[below] - logChances[below + 1]);
        return above(LOWEST + (below + share) * STEP);
    }

    /** Probability that any look is beyond the bound if nothing changed. */
    private static double chanceBeyond(double bound, double[] information) {
        double step = (bound - BOTTOM) / INTERVALS;
        double[] grid = new double[INTERVALS + 1];
        double[] density = new double[INTERVALS + 1];
        for (int i = 0; i <= INTERVALS; i++) {
            grid[i] = BOTTOM + i * step;
            density[i] = NORMAL.density(grid[i]);
        }
        double beyond = above(bound);
        for (int look = 1; look < information.length; look++) {
            double correlation = Math.sqrt(information[look - 1] / information[look]);
            double scatter = Math.sqrt(1 - correlation * correlation);
            double area = scatter * Math.sqrt(2 * Math.PI);
            double[] next = new double[INTERVALS + 1];
            for (int i = 0; i <= INTERVALS; i++) {
                double mass = density[i] * step * simpson(i);
                beyond += mass * above((bound - correlation * grid[i]) / scatter);
                for (int j = 0; j <= INTERVALS; j++) {
                    double distance = (grid[j] - correlation * grid[i]) / scatter;
                    next[j] += mass * Math.exp(-distance * distance / 2) / area;
                }
            }
            density = next;
        }
        return beyond;
    }

    private static double simpson(int i) {
        return (i == 0 || i == INTERVALS ? 1 : i % 2 == 1 ? 4 : 2) / 3.0;
    }

    private static double above(double bound) {
        return Erf.erfc(bound / Math.sqrt(2)) / 2;
    }
}
