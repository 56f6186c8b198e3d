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
 * What looking several times at a run that grows costs: the chance that a comparison seems so significant at any of the looks,
 * given how significant it seems at one of them.
 *
 * <p>The boundary is the same at each look (Pocock, "Group sequential methods in the design and analysis of clinical trials",
 * Biometrika 64, 1977). The looks' standardized differences are taken to be those of a sum of independent parts: looks at
 * times {@code t < u} have the correlation {@code sqrt(V(u) / V(t))} of estimates whose variance is {@code V} (Jennison and
 * Turnbull, "Group Sequential Methods", 2000, chapter 11). In a paired run {@code V} falls with the time, so that it is
 * {@code sqrt(t / u)}. Beside kept runs {@code V = a + b / t}: what runs differ by is the same at all looks, which are the more
 * alike. The chance that one of them is beyond a bound is found by numerical integration from look to look (Armitage,
 * McPherson and Rowe, JRSS A 132, 1969). An interval that is
 * wider by this is a repeated confidence interval, which holds the truth at all looks together (Jennison and Turnbull, JRSS B
 * 51, 1989), whatever made the run end at one of them. Significance levels are carried over to Student's t as they are
 * (Jennison and Turnbull, 2000).
 *
 * <p>One look is a run of fixed duration: it costs nothing.
 */
final class Looks {

    /** A run that nobody looks at before its end. */
    static final Looks ONE = new Looks(new double[0]);

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /** Standardized differences below this are no finding, and those above {@link #HIGHEST} have no chance worth telling. */
    private static final double LOWEST = 0;

    private static final double HIGHEST = 8;
    private static final double STEP = 0.1;

    /** The integration begins so many standard deviations below the mean, in an even number of intervals. */
    private static final double BOTTOM = -6;

    private static final int INTERVALS = 120;

    /**
     * What looks have in common is counted in these parts of the variance at the first look, and no more than all but one of
     * them: the integration takes some tenths of a second, and looks that are less alike cost more.
     */
    private static final int PARTS = 4;

    /** Looks at the same moments cost the same. */
    private static final Map<Plan, Looks> KNOWN = new ConcurrentHashMap<>();

    /**
     * What decides the cost of looks.
     *
     * @param planned when it is looked
     * @param common parts of the variance at the first look that are the same at all of them
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

    /** Logarithms of the chance that one of the looks is beyond a bound, for every bound of the grid; none for one look. */
    private final double[] logChances;

    private Looks(double[] logChances) {
        this.logChances = logChances;
    }

    /** The looks at a run by itself or at a paired one: one if its duration was fixed. */
    static Looks of(EndpointResult result) {
        return of(result.run().flatMap(RunInfo::auto), 0);
    }

    /** The looks at a run beside kept ones, whose difference has this spread in the time that was measured. */
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
     * @param common share of the variance at the first look that is the same at all of them; where that is all, they are one
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
     * The chance of a difference that is so significant at any of the looks.
     *
     * @param probability the chance of it at one look, one-sided
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
     * How significant a difference must be at one look so that the chance of it at any of them is no more than this.
     *
     * @param level one-sided, at most 0.1
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

    /** The chance that one of the looks is beyond the bound when nothing changed. */
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
            double[] next = new double[INTERVALS + 1];
            for (int i = 0; i <= INTERVALS; i++) {
                double mass = density[i] * step * simpson(i);
                beyond += mass * above((bound - correlation * grid[i]) / scatter);
                for (int j = 0; j <= INTERVALS; j++) {
                    double distance = (grid[j] - correlation * grid[i]) / scatter;
                    next[j] += mass * Math.exp(-distance * distance / 2) / (scatter * Math.sqrt(2 * Math.PI));
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
