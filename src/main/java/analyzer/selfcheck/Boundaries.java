package analyzer.selfcheck;

import analyzer.metrics.AutoDuration;
import analyzer.verdict.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Compares the cost of several boundaries of a sequential design that keep the same error rates: the same looks at estimates with
 * a known error that falls with the square root of the time.
 *
 * @param looks the planned looks
 * @param runs number of runs per condition
 * @param seed seed of all randomness
 */
record Boundaries(AutoDuration looks, int runs, long seed) {

    private static final double FALSE_ALARM = 0.01;
    private static final double TAIL = 0.025;
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /** Normal quantile of the probability that the judge allows for a change of just the threshold. */
    private static final double AT_THE_THRESHOLD = -NORMAL.inverseCumulativeProbability(1.0 / 8);

    private static final double THRESHOLD = Math.log1p(Policy.standard().threshold());
    private static final double EXCLUDED = Math.log1p(Policy.standard().threshold() * Policy.EXCLUDED_BY_A_PASS);
    private static final double FIXED_SECONDS = 30;
    private static final double[] ERRORS = {0.04, 0.10};
    private static final double[] SLOW_DOWNS = {0, 0.1, 0.35, 0.5};

    /** Lower end of the numerical integration, as in the judge. */
    private static final double BOTTOM = -6;

    private static final double TOP = 10;
    private static final int INTERVALS = 120;

    private enum Design {
        /** The same bound at each look: Pocock (Biometrika 64, 1977). */
        POCOCK("Pocock"),
        /** Error spent as in O'Brien and Fleming (Biometrics 35, 1979), after Lan and DeMets (Biometrika 70, 1983). */
        OBRIEN_FLEMING("O'Brien-Fleming"),
        /** Error spent in proportion to the time: Kim and DeMets (Biometrika 74, 1987). */
        IN_PROPORTION("in proportion"),
        /** A normal mixture, tightest at the first look: Howard et al. (Annals of Statistics 49, 2021). */
        ALWAYS_VALID("always valid");

        private final String label;

        Design(String label) {
            this.label = label;
        }

        /** One-sided bounds of the standardized difference, for looks at shares of the maximum measured time. */
        double[] bounds(double level, double[] shares) {
            return switch (this) {
                case POCOCK -> pocock(level, shares);
                case OBRIEN_FLEMING ->
                    spent(
                            shares,
                            share -> 2 * above(-NORMAL.inverseCumulativeProbability(level / 2) / Math.sqrt(share)));
                case IN_PROPORTION -> spent(shares, share -> level * share);
                case ALWAYS_VALID -> alwaysValid(level, shares);
            };
        }

        private static double[] pocock(double level, double[] shares) {
            double low = 0;
            double high = TOP;
            while (high - low > 1e-4) {
                double middle = (low + high) / 2;
                double[] bounds = IntStream.range(0, shares.length)
                        .mapToDouble(look -> middle)
                        .toArray();
                if (new Walk(shares).beyond(bounds) > level) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            double bound = high;
            return IntStream.range(0, shares.length).mapToDouble(look -> bound).toArray();
        }

        private static double[] spent(double[] shares, DoubleUnaryOperator spending) {
            Walk walk = new Walk(shares);
            double[] bounds = new double[shares.length];
            double before = 0;
            for (int look = 0; look < shares.length; look++) {
                double spent = spending.applyAsDouble(shares[look]);
                bounds[look] = walk.boundThatSpends(spent - before);
                walk.goOnBelow(bounds[look]);
                before = spent;
            }
            return bounds;
        }

        private static double[] alwaysValid(double level, double[] shares) {
            double log = Math.log(1 / level);
            double mixture = shares[0] / (2 * log + Math.log(1 + 2 * log));
            return Arrays.stream(shares)
                    .map(share -> Math.sqrt(2
                            * (1 + mixture / share)
                            * Math.log(1 + Math.sqrt((share + mixture) / mixture) / (2 * level))))
                    .toArray();
        }
    }

    /** Distribution of the standardized differences from look to look, for unchanged runs that are below all bounds so far. */
    private static final class Walk {
        private final double[] shares;
        private int look;
        private double[] places = {0};
        private double[] masses = {1};

        Walk(double[] shares) {
            this.shares = shares;
        }

        private double correlation() {
            return look == 0 ? 0 : Math.sqrt(shares[look - 1] / shares[look]);
        }

        private double beyond(double bound) {
            double correlation = correlation();
            double scatter = Math.sqrt(1 - correlation * correlation);
            double sum = 0;
            for (int i = 0; i < places.length; i++) {
                sum += masses[i] * above((bound - correlation * places[i]) / scatter);
            }
            return sum;
        }

        double boundThatSpends(double chance) {
            double low = BOTTOM;
            double high = TOP;
            while (high - low > 1e-6) {
                double middle = (low + high) / 2;
                if (beyond(middle) > chance) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return high;
        }

        void goOnBelow(double bound) {
            double correlation = correlation();
            double scatter = Math.sqrt(1 - correlation * correlation);
            double step = (bound - BOTTOM) / INTERVALS;
            double[] nextPlaces = new double[INTERVALS + 1];
            double[] nextMasses = new double[INTERVALS + 1];
            for (int j = 0; j <= INTERVALS; j++) {
                nextPlaces[j] = BOTTOM + j * step;
                double weight = step * (j == 0 || j == INTERVALS ? 1 : j % 2 == 1 ? 4 : 2) / 3;
                for (int i = 0; i < places.length; i++) {
                    nextMasses[j] += masses[i]
                            * weight
                            * NORMAL.density((nextPlaces[j] - correlation * places[i]) / scatter)
                            / scatter;
                }
            }
            places = nextPlaces;
            masses = nextMasses;
            look++;
        }

        double beyond(double[] bounds) {
            double sum = 0;
            for (double bound : bounds) {
                sum += beyond(bound);
                goOnBelow(bound);
            }
            return sum;
        }
    }

    private static double above(double bound) {
        return NORMAL.cumulativeProbability(-bound);
    }

    /** A header and a line per design: mean measured seconds of a run, and the share of false positives among unchanged runs. */
    List<String> lines() {
        double[] seconds = looks.planned().stream()
                .mapToDouble(Duration::toMillis)
                .map(millis -> millis / 1000)
                .toArray();
        double most = seconds[seconds.length - 1];
        double[] shares = Arrays.stream(seconds).map(time -> time / most).toArray();
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(String.format("%-15s", "boundary"));
        for (double slowDown : SLOW_DOWNS) {
            head.append(String.format(Locale.ROOT, " %+10.0f %%", slowDown * 100));
        }
        lines.add(head + "  FP rate");
        for (Design design : Design.values()) {
            double[] alarm = design.bounds(FALSE_ALARM, shares);
            double[] pass = design.bounds(TAIL, shares);
            StringBuilder line = new StringBuilder(String.format("%-15s", design.label));
            double falseAlarms = 0;
            for (double slowDown : SLOW_DOWNS) {
                double[] means = new double[ERRORS.length];
                for (int i = 0; i < ERRORS.length; i++) {
                    Ends ends = ends(slowDown, ERRORS[i], seconds, alarm, pass);
                    means[i] = ends.seconds / runs;
                    falseAlarms = slowDown == 0 ? Math.max(falseAlarms, (double) ends.alarms / runs) : falseAlarms;
                }
                line.append(String.format(Locale.ROOT, " %4.1f (%5.1f)", means[0], means[1]));
            }
            lines.add(line + String.format(Locale.ROOT, "  %5.2f %%", falseAlarms * 100));
        }
        return lines;
    }

    /**
     * How the runs of one condition ended.
     *
     * @param seconds total measured time
     * @param alarms number of runs judged a regression
     */
    private record Ends(double seconds, int alarms) {}

    private Ends ends(double slowDown, double errorOfFixed, double[] seconds, double[] alarm, double[] pass) {
        SplittableRandom random = new SplittableRandom(seed);
        double truth = Math.log1p(slowDown);
        double sum = 0;
        int alarms = 0;
        for (int run = 0; run < runs; run++) {
            double walk = 0;
            for (int look = 0; look < seconds.length; look++) {
                double since = look == 0 ? seconds[0] : seconds[look] - seconds[look - 1];
                walk += Math.sqrt(since) * Gaussian.next(random);
                double error = errorOfFixed * Math.sqrt(FIXED_SECONDS / seconds[look]);
                double estimate = truth + error * walk / Math.sqrt(seconds[look]);
                boolean regression = estimate > THRESHOLD + AT_THE_THRESHOLD * error && estimate > alarm[look] * error;
                boolean passed = estimate <= THRESHOLD && estimate + pass[look] * error < EXCLUDED;
                if (regression || passed || look == seconds.length - 1) {
                    sum += seconds[look];
                    alarms += regression ? 1 : 0;
                    break;
                }
            }
        }
        return new Ends(sum, alarms);
    }
}
