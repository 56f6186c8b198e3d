package analyzer.verdict;

import analyzer.metrics.Estimate;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Spread of a new run of the same build around the kept runs. It is computed on the logarithms of the figures, because noise is
 * relative, and assumes that these are normal and the runs independent. docs/METHOD.md, section "From samples to an interval",
 * has the formulas and their sources: for fewer than {@value #ENOUGH_RUNS} kept runs, for runs of different length, and for a
 * candidate that is noisier than usual.
 *
 * @param center mean of the kept runs' logarithms
 * @param degreesOfFreedom degrees of freedom of the standard error
 * @param levelError part of the standard error from run levels: what the kept runs differ by beyond their own batches, without
 *     the assumed variation of missing runs. 0 in a paired run
 * @param ownError the candidate's error within its run, which falls with the square root of the measured time; in a paired run
 *     the whole standard error
 * @param common the variance that a longer candidate does not reduce
 */
record RunSpread(double center, double degreesOfFreedom, double levelError, double ownError, Common common) {

    /**
     * The part of the variance that does not depend on the candidate's measured time: run-to-run variation, and the errors of the
     * kept runs.
     *
     * @param seen observed variance minus that within a kept run; can be negative by chance
     * @param atLeast the same if at least a quarter of the observed variance counts as that of run levels
     * @param usual variance within a kept run
     */
    record Common(double seen, double atLeast, double usual) {

        static final Common NONE = new Common(0, 0, 0);

        /** Total variance for a candidate with this variance of its own. */
        double with(double own) {
            return Math.min(atLeast + own, seen + Math.max(own, usual));
        }
    }

    private static final int ENOUGH_RUNS = 5;

    /** Confidence of the F test by which one side counts as noisier than the other. */
    private static final double NOISIER = 0.99;

    /** Least share of the variance that counts as that of run levels: five runs can be close to each other by chance. */
    private static final double LEAST_OF_LEVELS = 0.25;

    /** The distributions are not sampled; without this, each would create and seed a random generator. */
    private static final RandomGenerator NO_RANDOM = null;

    /**
     * A figure of a kept run.
     *
     * @param length measured time of the run divided by that of the candidate; 1 if unknown
     */
    record Kept(Estimate estimate, double length) {

        /** The estimate with the error that it would have at the candidate's measured time. */
        private Estimate asLong() {
            return new Estimate(estimate.value(), estimate.standardError() * Math.sqrt(length), estimate.resolution());
        }
    }

    /** The spread of a difference whose only error is that within the run, as in a paired run. */
    static RunSpread ofPairedRun(double center, double standardError, double degreesOfFreedom) {
        return new RunSpread(center, degreesOfFreedom, 0, standardError, Common.NONE);
    }

    /**
     * The spread for kept runs and candidate runs; usually there is one candidate run. Several of them contribute to the
     * run-to-run variance, which is assumed equal on both sides, and make their mean more precise: with m of them and n kept runs,
     * the difference of the means has (1/m + 1/n) times that variance.
     */
    static RunSpread of(List<Kept> runs, List<Estimate> candidates, int batches, double assumedSpread) {
        List<Estimate> kept = runs.stream().map(Kept::estimate).toList();
        double[] logs = logs(kept);
        double[] ofCandidates = logs(candidates);
        double knownFreedom = logs.length + ofCandidates.length - 2.0;
        double freedom = Math.max(knownFreedom, ENOUGH_RUNS - 1);
        double missing = freedom - knownFreedom;
        double known = squares(logs) + squares(ofCandidates);
        Variance between = new Variance((known + Math.pow(assumedSpread, 2) * missing) / freedom, freedom);
        Variance usual = within(kept, candidates, batches);
        Variance asLong = within(runs.stream().map(Kept::asLong).toList(), candidates, batches);
        Variance own = own(asLong, candidates, batches);
        double ofMeans = 1.0 / ofCandidates.length + 1.0 / logs.length;
        double ofCandidate = 1.0 / ofCandidates.length;
        Variance ofRuns = between.times(ofMeans);
        Variance ofMissing = usual.times(missing / freedom).times(ofMeans);
        Variance total = Variance.sum(ofRuns, ofMissing, own.beyond(usual.value).times(ofCandidate));
        double seen = known / freedom;
        double unexplained = seen - usual.value * knownFreedom / freedom;
        double levels = Math.max(LEAST_OF_LEVELS * seen, unexplained);
        double rest = ofRuns.value + ofMissing.value - usual.value * ofCandidate;
        return new RunSpread(
                StatUtils.mean(logs),
                total.freedom,
                Math.sqrt(levels * ofMeans),
                Math.sqrt(own.value * ofCandidate),
                new Common(rest, rest + (levels - unexplained) * ofMeans, usual.value * ofCandidate));
    }

    private static double[] logs(List<Estimate> runs) {
        return runs.stream().mapToDouble(run -> Math.log(run.value())).toArray();
    }

    /** Sum of the squared deviations from the mean. */
    private static double squares(double[] logs) {
        return StatUtils.variance(logs) * (logs.length - 1);
    }

    /**
     * A variance.
     *
     * @param freedom its degrees of freedom
     */
    private record Variance(double value, double freedom) {

        Variance times(double factor) {
            return new Variance(value * factor, freedom);
        }

        /** The excess over another variance, with the same degrees of freedom. */
        Variance beyond(double other) {
            return new Variance(Math.max(0, value - other), freedom);
        }

        /** The variance of a sum, with degrees of freedom after Satterthwaite, or those of the first part if all are 0. */
        static Variance sum(Variance... parts) {
            double total = 0;
            double squares = 0;
            for (Variance part : parts) {
                if (part.value > 0) {
                    total += part.value;
                    squares += part.value * part.value / part.freedom;
                }
            }
            return new Variance(total, total > 0 ? total * total / squares : parts[0].freedom);
        }
    }

    /** Standard error of the difference between the candidate's logarithm and the center. */
    double standardError() {
        return Math.sqrt(common.with(ownError * ownError));
    }

    /** The spread after {@code times} the candidate's measured time, if its figures stay the same. */
    RunSpread after(double times) {
        return new RunSpread(center, degreesOfFreedom, levelError, ownError / Math.sqrt(times), common);
    }

    /**
     * Factor by which the candidate's measured time must grow to reach a standard error.
     *
     * @return infinity if no time is enough
     */
    double timesUntil(double wanted) {
        double variance = wanted * wanted;
        double left = Math.max(
                variance - common.atLeast, variance >= common.seen + common.usual ? variance - common.seen : 0);
        return left <= 0 ? Double.POSITIVE_INFINITY : ownError * ownError / left;
    }

    /** The same for {@link #errorAtTheThreshold} of a run that is looked at. */
    double timesUntilAtTheThreshold(double wanted) {
        double left = wanted * wanted - levelError * levelError;
        return left <= 0 ? Double.POSITIVE_INFINITY : ownError * ownError / left;
    }

    /**
     * Error with which chance moves the change beyond the threshold. That of run levels always counts, because a run cannot show
     * its own level. That within the run is small in a run of planned length, but early and repeated looks find a change above
     * the threshold by chance, so it counts for them.
     */
    double errorAtTheThreshold(boolean lookedAt) {
        return lookedAt ? Math.hypot(levelError, ownError) : levelError;
    }

    /** Share of the variance that a longer candidate does not reduce, at {@code times} the measured time. */
    double commonShare(double times) {
        double own = ownError * ownError / times;
        double rest = Math.max(0, common.seen);
        return own == 0 ? 1 : rest / (rest + own);
    }

    /** Difference that chance exceeds with a probability, one-sided. */
    double reach(double probability) {
        return quantile(probability) * standardError();
    }

    double quantile(double probability) {
        return new TDistribution(NO_RANDOM, degreesOfFreedom).inverseCumulativeProbability(1 - probability);
    }

    /** One-sided probability of at least this difference if nothing changed. */
    double probabilityBeyond(double difference) {
        return probability(difference, standardError());
    }

    /** The same with another standard error of the same degrees of freedom. */
    double probability(double difference, double error) {
        if (error == 0) {
            return difference > 0 ? 0 : 1;
        }
        return 1 - new TDistribution(NO_RANDOM, degreesOfFreedom).cumulativeProbability(difference / error);
    }

    /** Mean variance within the kept runs, or within the candidate runs if that of the kept runs is unknown. */
    private static Variance within(List<Estimate> kept, List<Estimate> candidates, int batches) {
        List<Estimate> telling = squaredErrors(kept).findAny().isPresent() ? kept : candidates;
        long runs = squaredErrors(telling).count();
        return new Variance(squaredErrors(telling).average().orElse(0), runs * (batches - 1));
    }

    /** The candidate's variance within its run: the usual one for its length, or its own if that is significantly larger. */
    private static Variance own(Variance usual, List<Estimate> candidates, int batches) {
        double freedom = candidates.size() * (batches - 1.0);
        double own = squaredErrors(candidates).average().orElse(0);
        boolean isNoisier = own > usual.value && own / usual.value > critical(freedom, usual.freedom);
        return isNoisier ? new Variance(own, freedom) : usual;
    }

    private static double critical(double numerator, double denominator) {
        return new FDistribution(NO_RANDOM, numerator, denominator).inverseCumulativeProbability(NOISIER);
    }

    private static DoubleStream squaredErrors(List<Estimate> runs) {
        return runs.stream().mapToDouble(RunSpread::squaredError).filter(error -> !Double.isNaN(error));
    }

    private static double squaredError(Estimate run) {
        return Math.pow(run.relativeError(), 2);
    }
}
