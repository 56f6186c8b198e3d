package bench;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Geometric mean of independently measured ratios, with its 95 % confidence interval: Student's t interval for the mean of their
 * logarithms.
 */
record MeanRatio(double mean, double low, double high) {

    private static final double UPPER_TAIL = 0.975;

    /** @param ratios at least two */
    static MeanRatio of(List<Double> ratios) {
        double[] logarithms = ratios.stream().mapToDouble(Math::log).toArray();
        double mean = StatUtils.mean(logarithms);
        double half = new TDistribution(logarithms.length - 1.0).inverseCumulativeProbability(UPPER_TAIL)
                * Math.sqrt(StatUtils.variance(logarithms) / logarithms.length);
        return new MeanRatio(Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half));
    }

    /** Whether the mean reaches a goal, according to the interval: {@code met}, {@code not met} or {@code inconclusive}. */
    String reaches(double goal) {
        return low < goal && goal <= high ? "inconclusive" : Goal.atLeast(goal, mean);
    }

    String interval() {
        return String.format(Locale.ROOT, "%.4f to %.4f", low, high);
    }
}
