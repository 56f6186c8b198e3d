package analyzer.verdict;

import analyzer.metrics.Estimate;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How far a new run of the same software may come out from the kept ones: a prediction interval for one more observation
 * (Hahn and Meeker, "Statistical Intervals", 1991, section 4.3), on the logarithms of the figures, because noise is
 * relative. Assumes that these logarithms are normal and the runs independent.
 *
 * <p>With fewer than {@value #RUNS_THAT_TELL} kept runs their variance is blended with an assumed one that counts for the
 * missing runs, as a scaled inverse chi-squared prior does (Gelman et al., "Bayesian Data Analysis", 3rd ed., section 2.6).
 * The assumption is about what differs between runs; what a run cannot know of itself, its error from within, comes on top.
 *
 * <p>The kept runs' spread contains the error from within a run. Where the candidate's own is larger than theirs by more
 * than chance (F test at 1 %), the surplus is added, with degrees of freedom after Satterthwaite ("An Approximate
 * Distribution of Estimates of Variance Components", Biometrics Bulletin 2, 1946).
 *
 * @param center mean of the kept runs' logarithms
 * @param standardError of the difference between the candidate's logarithm and the center
 * @param degreesOfFreedom of that error
 */
record RunSpread(double center, double standardError, double degreesOfFreedom) {

    private static final int RUNS_THAT_TELL = 5;
    private static final double NOISIER = 0.99;

    static RunSpread of(List<Estimate> kept, Estimate candidate, int batches, double assumedSpread) {
        double[] logs = kept.stream().mapToDouble(run -> Math.log(run.value())).toArray();
        int runs = logs.length;
        double freedom = Math.max(runs, RUNS_THAT_TELL) - 1.0;
        double known = runs > 1 ? StatUtils.variance(logs) * (runs - 1) : 0;
        double assumed = Math.pow(assumedSpread, 2) + within(kept, candidate);
        double variance = (known + assumed * (freedom - (runs - 1))) / freedom;
        double prediction = variance * (1 + 1.0 / runs);
        double surplus = surplus(kept, candidate, batches);
        double total = prediction + surplus;
        double satterthwaite = total * total / (prediction * prediction / freedom + surplus * surplus / (batches - 1));
        return new RunSpread(
                StatUtils.mean(logs),
                Math.sqrt(total),
                // Identical kept runs have no variance; what is left is the candidate's.
                Double.isNaN(satterthwaite) ? freedom : satterthwaite);
    }

    /** Half the width of the 95 % interval of the difference. */
    double halfWidth() {
        return new TDistribution(degreesOfFreedom).inverseCumulativeProbability(0.975) * standardError;
    }

    /** Probability of a difference of at least this much, one-sided, when there is none. */
    double probabilityBeyond(double difference) {
        if (standardError == 0) {
            return difference > 0 ? 0 : 1;
        }
        return 1 - new TDistribution(degreesOfFreedom).cumulativeProbability(difference / standardError);
    }

    /** The squared error from within a run, as it is usual among the kept ones; the candidate's where they do not tell. */
    private static double within(List<Estimate> kept, Estimate candidate) {
        double own = squaredError(candidate);
        return squaredErrors(kept).average().orElse(Double.isNaN(own) ? 0 : own);
    }

    private static double surplus(List<Estimate> kept, Estimate candidate, int batches) {
        long freedom = squaredErrors(kept).count() * (batches - 1);
        if (freedom == 0) {
            // Nothing is known of the kept runs' own errors; they are in their spread, or the candidate's is in the
            // assumed one.
            return 0;
        }
        double usual = squaredErrors(kept).average().orElseThrow();
        double own = squaredError(candidate);
        double critical = new FDistribution(batches - 1, freedom).inverseCumulativeProbability(NOISIER);
        return own / usual > critical ? own - usual : 0;
    }

    private static DoubleStream squaredErrors(List<Estimate> runs) {
        return runs.stream().mapToDouble(RunSpread::squaredError).filter(error -> !Double.isNaN(error));
    }

    private static double squaredError(Estimate run) {
        return Math.pow(run.relativeError(), 2);
    }
}
