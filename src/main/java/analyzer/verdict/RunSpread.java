package analyzer.verdict;

import analyzer.metrics.Estimate;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How far a new run of the same software may come out from the kept ones: a prediction interval for one more observation
 * (Hahn and Meeker, "Statistical Intervals", 1991, chapter 4), on the logarithms of the figures, because noise is
 * relative. Assumes that these logarithms are normal and the runs independent.
 *
 * <p>With fewer than {@value #RUNS_THAT_TELL} kept runs their variance is blended with an assumed one that counts for the
 * missing runs, as a scaled inverse chi-squared prior does (Gelman et al., "Bayesian Data Analysis", 3rd ed., section 2.6).
 * The assumption is about what differs between runs; their error from within comes on top of it.
 *
 * <p>The kept runs' spread contains the error from within a run, which falls with the root of the measured time. To a
 * candidate that was measured for a shorter time than they were, the difference is added. From a longer one it is taken off, but
 * a quarter of the spread stays, be it explained or not. Where the candidate's own error is larger than a run of its length
 * usually has by more than chance (F test at 1 %), its own counts. Sums have degrees of freedom after Satterthwaite ("An
 * Approximate Distribution of Estimates of Variance Components", Biometrics Bulletin 2, 1946).
 *
 * @param center mean of the kept runs' logarithms
 * @param degreesOfFreedom of the standard error
 * @param levelError what the kept runs differ by and their own batches do not explain, as a part of the standard error; what is
 *     assumed of missing runs is no part of it. Of a paired run nothing
 * @param ownError the candidate's error from within its run, which falls with the root of the measured time; of a paired run
 *     all of the standard error
 * @param common what no longer candidate takes off
 */
record RunSpread(double center, double degreesOfFreedom, double levelError, double ownError, Common common) {

    /**
     * The part of the variance that the candidate's measured time does not change: what runs differ by, and the errors of the kept
     * runs.
     *
     * @param seen what the kept runs' spread leaves of it when the error of a run of theirs is taken off; by chance less than
     *     nothing
     * @param atLeast the same when a quarter of their spread counts as that of their levels, whatever it is
     * @param usual variance of a kept run from within
     */
    record Common(double seen, double atLeast, double usual) {

        static final Common NONE = new Common(0, 0, 0);

        /** The whole variance of a candidate with so much of its own. */
        double with(double own) {
            return Math.min(atLeast + own, seen + Math.max(own, usual));
        }
    }

    private static final int RUNS_THAT_TELL = 5;
    private static final double NOISIER = 0.99;

    /** Five runs can lie close together by chance; at least this much of their variance counts as that of their levels. */
    private static final double LEAST_OF_LEVELS = 0.25;

    /** Nothing is drawn from the distributions, and a generator for it would be seeded and filled with each of them. */
    private static final RandomGenerator NO_RANDOM = null;

    /**
     * A figure of a kept run.
     *
     * @param length how many times as long as the candidate the run was measured; 1 where that is not known
     */
    record Kept(Estimate estimate, double length) {

        /** As exact as a run is that was measured as long as the candidate. */
        private Estimate asLong() {
            return new Estimate(estimate.value(), estimate.standardError() * Math.sqrt(length), estimate.resolution());
        }
    }

    /** The spread of a difference that has no part but the candidate's own error, as in a paired run. */
    static RunSpread ofSameRun(double center, double standardError, double degreesOfFreedom) {
        return new RunSpread(center, degreesOfFreedom, 0, standardError, Common.NONE);
    }

    /**
     * The spread of kept runs and of the candidate's, which are usually one. Several of them tell their part of the variance
     * from run to run, which both sides have in common, and their mean is known the better: of m of them and n kept ones the
     * difference has (1/m + 1/n) times that variance.
     */
    static RunSpread of(List<Kept> runs, List<Estimate> candidates, int batches, double assumedSpread) {
        List<Estimate> kept = runs.stream().map(Kept::estimate).toList();
        double[] logs = logs(kept);
        double[] ofCandidates = logs(candidates);
        double knownFreedom = logs.length + ofCandidates.length - 2.0;
        double freedom = Math.max(knownFreedom, RUNS_THAT_TELL - 1);
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

    /** Sum of the squared distances from their mean. */
    private static double squares(double[] logs) {
        return StatUtils.variance(logs) * (logs.length - 1);
    }

    /**
     * A variance and how well it is known.
     *
     * @param freedom its degrees of freedom
     */
    private record Variance(double value, double freedom) {

        Variance times(double factor) {
            return new Variance(value * factor, freedom);
        }

        /** What it has beyond another one, known as well as all of it. */
        Variance beyond(double other) {
            return new Variance(Math.max(0, value - other), freedom);
        }

        /** The variance of a sum, its degrees of freedom after Satterthwaite; those of the first where all are nothing. */
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

    /** Of the difference between the candidate's logarithm and the center. */
    double standardError() {
        return Math.sqrt(common.with(ownError * ownError));
    }

    /** This spread when so many times as much is measured of the candidate, if its figures stay as they are. */
    RunSpread after(double times) {
        return new RunSpread(center, degreesOfFreedom, levelError, ownError / Math.sqrt(times), common);
    }

    /**
     * How many times as much must be measured for a standard error.
     *
     * @return infinity where no time is enough
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
     * By how much chance may have moved the change beyond the threshold. How far the levels of runs do, a run never tells.
     * What its batches do is small in a run that was planned to be long enough; who looks early and often sees a change beyond
     * the threshold by luck, as a level can be.
     */
    double errorAtTheThreshold(boolean lookedAt) {
        return lookedAt ? Math.hypot(levelError, ownError) : levelError;
    }

    /** What of the variance no longer candidate reduces, as a share of the whole when so many times as much is measured. */
    double commonShare(double times) {
        double own = ownError * ownError / times;
        double rest = Math.max(0, common.seen);
        return own == 0 ? 1 : rest / (rest + own);
    }

    /** How far chance moves the difference with a probability, one-sided. */
    double reach(double probability) {
        return quantile(probability) * standardError();
    }

    double quantile(double probability) {
        return new TDistribution(NO_RANDOM, degreesOfFreedom).inverseCumulativeProbability(1 - probability);
    }

    /** Probability of a difference of at least this much, one-sided, when there is none. */
    double probabilityBeyond(double difference) {
        return probability(difference, standardError());
    }

    /** The same by another error of the same degrees of freedom. */
    double probability(double difference, double error) {
        if (error == 0) {
            return difference > 0 ? 0 : 1;
        }
        return 1 - new TDistribution(NO_RANDOM, degreesOfFreedom).cumulativeProbability(difference / error);
    }

    /** The error from within a run as it is usual among the kept ones; the candidate's where they do not tell. */
    private static Variance within(List<Estimate> kept, List<Estimate> candidates, int batches) {
        List<Estimate> telling = squaredErrors(kept).findAny().isPresent() ? kept : candidates;
        long runs = squaredErrors(telling).count();
        return new Variance(squaredErrors(telling).average().orElse(0), runs * (batches - 1));
    }

    /** The candidate's error from within: what is usual in a run of its length, and its own if that is larger beyond chance. */
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
