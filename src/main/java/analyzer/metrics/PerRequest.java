package analyzer.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The amount of something per request, such as the CPU time that a target used per successful one. It is the ratio of two sums, and
 * its error is that of a ratio estimator with batches as clusters (Cochran, "Sampling Techniques", 3rd ed., 1977, section 6.3), as for
 * the mean in {@link WithinRun}.
 *
 * @param batches parts of the measured time, at least two, with at least one request
 * @param step largest error of the whole amount due to the steps of its clock
 */
public record PerRequest(List<Batch> batches, double step) {

    /**
     * One part of the measured time.
     *
     * @param requests number of requests that began in it and are counted
     */
    public record Batch(double amount, double requests) {}

    private static final double UPPER_95_PERCENT = 0.975;

    public PerRequest {
        batches = List.copyOf(batches);
        if (batches.size() < 2) {
            throw new IllegalArgumentException("one batch gives no standard error");
        }
    }

    /** The whole amount. */
    public double amount() {
        return batches.stream().mapToDouble(Batch::amount).sum();
    }

    private double requests() {
        return batches.stream().mapToDouble(Batch::requests).sum();
    }

    /** Amount per request, in the unit of the amounts. */
    public double value() {
        return amount() / requests();
    }

    /** Amount per request, with its error. */
    public Estimate estimate() {
        double squares = 0;
        for (double residual : residuals()) {
            squares += residual * residual;
        }
        return new Estimate(
                value(), BatchDifferences.errorOfSum(squares, batches.size()) / requests(), step / requests());
    }

    /** Half-width of the 95 % interval of {@link #value}, in its unit. */
    public double halfWidth() {
        Estimate estimate = estimate();
        return new TDistribution(null, batches.size() - 1.0).inverseCumulativeProbability(UPPER_95_PERCENT)
                        * estimate.standardError()
                + estimate.resolution();
    }

    /** Difference between the amount of each batch and that of as many average requests. The differences add up to 0. */
    private double[] residuals() {
        double value = value();
        return batches.stream()
                .mapToDouble(batch -> batch.amount - value * batch.requests)
                .toArray();
    }

    /** The same amounts in at most this many batches. A side whose last reading came too late has one batch less than the other. */
    private PerRequest in(int count) {
        List<Batch> merged = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Batch> neighbours = batches.subList(
                    Batches.start(i, count, batches.size()), Batches.start(i + 1, count, batches.size()));
            merged.add(new Batch(
                    neighbours.stream().mapToDouble(Batch::amount).sum(),
                    neighbours.stream().mapToDouble(Batch::requests).sum()));
        }
        return new PerRequest(merged, step);
    }

    /** Contributions of the batches to the difference from the base, with each side in its own unit. */
    private BatchDifferences differences(double unit, PerRequest base, double unitOfBase) {
        int count = Math.min(batches.size(), base.batches.size());
        double[] mine = in(count).residuals();
        double[] theirs = base.in(count).residuals();
        double[] differences = new double[mine.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = mine[i] / unit - theirs[i] / unitOfBase;
        }
        return BatchDifferences.of(differences);
    }

    /**
     * How much more one request used than one of the base, with its error. Unlike a ratio, the difference is also known if one of the
     * two used nothing.
     *
     * @param difference the difference, in the unit of the amounts
     */
    public record MeanDifference(double difference, double standardError, double degreesOfFreedom) {

        /** Two-sided probability of a difference this large by chance alone. */
        public double probability() {
            if (difference == 0 || standardError == 0) {
                return difference == 0 ? 1 : 0;
            }
            return 2
                    * new TDistribution(null, degreesOfFreedom)
                            .cumulativeProbability(-Math.abs(difference) / standardError);
        }
    }

    /** The difference from the base in the same run. */
    public MeanDifference moreThan(PerRequest base) {
        BatchDifferences error = differences(requests(), base, base.requests());
        return new MeanDifference(value() - base.value(), error.standardError(), error.degreesOfFreedom());
    }

    /** A counter that counted nothing in these batches. */
    public PerRequest none() {
        return new PerRequest(
                batches.stream().map(batch -> new Batch(0, batch.requests)).toList(), 0);
    }

    /**
     * The ratio to the base in the same run; empty if either side used nothing. What moves both by the same share in the same batch
     * is not in the error, as in {@link PairedRatio}.
     */
    public Optional<PairedRatio> ratioTo(PerRequest base) {
        if (!(amount() > 0) || !(base.amount() > 0)) {
            return Optional.empty();
        }
        BatchDifferences error = differences(amount(), base, base.amount());
        return Optional.of(new PairedRatio(
                value(),
                base.value(),
                error.standardError(),
                error.degreesOfFreedom(),
                step / amount() + base.step / base.amount(),
                Optional.empty(),
                Optional.empty()));
    }
}
