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
 * <p>The kept runs' spread contains the error from within a run. Where the candidate's own is larger than theirs by more
 * than chance (F test at 1 %), the surplus is added. Sums have degrees of freedom after Satterthwaite ("An Approximate
 * Distribution of Estimates of Variance Components", Biometrics Bulletin 2, 1946).
 *
 * @param center mean of the kept runs' logarithms
 * @param standardError of the difference between the candidate's logarithm and the center
 * @param degreesOfFreedom of that error
 * @param levelError the part of it that the kept runs differ by and that their own batches do not explain; what is assumed of
 *     missing runs is no part of it. Of a paired run that is looked at before its end all of the error, of others nothing
 */
record RunSpread(double center, double standardError, double degreesOfFreedom, double levelError) {

    private static final int RUNS_THAT_TELL = 5;
    private static final double NOISIER = 0.99;

    /** Five runs can lie close together by chance; at least this much of their variance counts as that of their levels. */
    private static final double LEAST_OF_LEVELS = 0.25;

    /** Nothing is drawn from the distributions, and a generator for it would be seeded and filled with each of them. */
    private static final RandomGenerator NO_RANDOM = null;

    /**
     * The spread of kept runs and of the candidate's, which are usually one. Several of them tell their part of the variance
     * from run to run, which both sides have in common, and their mean is known the better: of m of them and n kept ones the
     * difference has (1/m + 1/n) times that variance.
     */
    static RunSpread of(List<Estimate> kept, List<Estimate> candidates, int batches, double assumedSpread) {
        double[] logs = logs(kept);
        double[] ofCandidates = logs(candidates);
        double knownFreedom = logs.length + ofCandidates.length - 2.0;
        double freedom = Math.max(knownFreedom, RUNS_THAT_TELL - 1);
        double missing = freedom - knownFreedom;
        double known = squares(logs) + squares(ofCandidates);
        Variance between = new Variance((known + Math.pow(assumedSpread, 2) * missing) / freedom, freedom);
        Variance usual = within(kept, candidates, batches);
        Variance within = usual.times(missing / freedom);
        double ofMeans = 1.0 / ofCandidates.length + 1.0 / logs.length;
        Variance total = Variance.sum(
                between.times(ofMeans),
                within.times(ofMeans),
                surplus(kept, candidates, batches).times(1.0 / ofCandidates.length));
        double seen = known / freedom;
        double unexplained = seen - usual.value * knownFreedom / freedom;
        return new RunSpread(
                StatUtils.mean(logs),
                Math.sqrt(total.value),
                total.freedom,
                Math.sqrt(Math.max(LEAST_OF_LEVELS * seen, unexplained) * ofMeans));
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

    /** How far chance moves the difference with a probability, one-sided. */
    double reach(double probability) {
        return quantile(probability) * standardError;
    }

    /** The same of the level of a run alone. */
    double reachOfLevel(double probability) {
        return quantile(probability) * levelError;
    }

    private double quantile(double probability) {
        return new TDistribution(NO_RANDOM, degreesOfFreedom).inverseCumulativeProbability(1 - probability);
    }

    /** Probability of a difference of at least this much, one-sided, when there is none. */
    double probabilityBeyond(double difference) {
        return probability(difference, standardError);
    }

    /** The same of the level of a run alone, whatever its own batches explain. */
    double probabilityOfLevel(double difference) {
        return probability(difference, levelError);
    }

    private double probability(double difference, double error) {
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

    /** What the candidate scatters more within itself than the kept runs did, if that is more than chance. */
    private static Variance surplus(List<Estimate> kept, List<Estimate> candidates, int batches) {
        Variance usual = within(kept, candidates, batches);
        double freedom = candidates.size() * (batches - 1.0);
        double own = squaredErrors(candidates).average().orElse(0);
        boolean isNoisier = own > usual.value && own / usual.value > critical(freedom, usual.freedom);
        return new Variance(isNoisier ? own - usual.value : 0, freedom);
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
