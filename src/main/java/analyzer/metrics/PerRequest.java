package analyzer.metrics;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How much of something a target used per successful request, such as CPU time: the ratio of two sums, whose error is that
 * of a ratio from clusters (Cochran, "Sampling Techniques", 3rd ed., 1977, section 6.3), as of the mean in {@link WithinRun}.
 *
 * @param batches parts of the measured time, at least two, with at least one request
 * @param step by how much the whole amount can be wrong because its clock moves in steps
 */
public record PerRequest(List<Batch> batches, double step) {

    /**
     * One part of the measured time.
     *
     * @param amount what was used in it
     * @param requests successful requests that began in it
     */
    public record Batch(double amount, double requests) {}

    private static final double UPPER_95_PERCENT = 0.975;

    public PerRequest {
        batches = List.copyOf(batches);
        if (batches.size() < 2) {
            throw new IllegalArgumentException("one batch tells no error");
        }
    }

    private double amount() {
        return batches.stream().mapToDouble(Batch::amount).sum();
    }

    private double requests() {
        return batches.stream().mapToDouble(Batch::requests).sum();
    }

    /** What one request used, in the unit of the amounts. */
    public double value() {
        return amount() / requests();
    }

    /** The same with its error. */
    public Estimate estimate() {
        double squares = 0;
        for (double residual : residuals()) {
            squares += residual * residual;
        }
        double k = batches.size();
        return new Estimate(value(), Math.sqrt(squares * k / (k - 1)) / requests(), step / requests());
    }

    /** Half of the width of the 95 % interval of {@link #value}, in its unit. */
    public double halfWidth() {
        Estimate estimate = estimate();
        return new TDistribution(null, batches.size() - 1.0).inverseCumulativeProbability(UPPER_95_PERCENT)
                        * estimate.standardError()
                + estimate.resolution();
    }

    /** By how much the amount of each batch differs from that of as many usual requests; they add up to 0. */
    private double[] residuals() {
        double value = value();
        return batches.stream()
                .mapToDouble(batch -> batch.amount - value * batch.requests)
                .toArray();
    }

    /** The batches' parts in the difference to the base, each side's in the unit of its own. */
    private BatchDifferences differences(double unit, PerRequest base, double unitOfBase) {
        double[] mine = residuals();
        double[] theirs = base.residuals();
        double[] differences = new double[mine.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = mine[i] / unit - theirs[i] / unitOfBase;
        }
        return BatchDifferences.of(differences);
    }

    /**
     * What one request used more than one of the base, with its error; the batches must be as many. Unlike a ratio it is known
     * where one of the two used nothing.
     *
     * @param difference in the unit of the amounts
     * @param standardError of it
     * @param degreesOfFreedom of that error
     */
    public record Difference(double difference, double standardError, double degreesOfFreedom) {

        /** Probability of so much of a difference, to either side, by chance alone. */
        public double probability() {
            if (difference == 0 || standardError == 0) {
                return difference == 0 ? 1 : 0;
            }
            return 2
                    * new TDistribution(null, degreesOfFreedom)
                            .cumulativeProbability(-Math.abs(difference) / standardError);
        }
    }

    /** What this has more than that of the base in the same run; empty where they have not the same batches. */
    public Optional<Difference> moreThan(PerRequest base) {
        if (batches.size() != base.batches.size()) {
            return Optional.empty();
        }
        BatchDifferences error = differences(requests(), base, base.requests());
        return Optional.of(new Difference(value() - base.value(), error.standardError(), error.degreesOfFreedom()));
    }

    /** A counter that counted nothing in these batches. */
    public PerRequest none() {
        return new PerRequest(
                batches.stream().map(batch -> new Batch(0, batch.requests)).toList(), 0);
    }

    /**
     * This beside that of the base in the same run; empty where they have not the same batches, or either used nothing.
     * What moves both by the same share in the same batch is in no error, as in {@link PairedRatio}.
     */
    public Optional<PairedRatio> beside(PerRequest base) {
        if (batches.size() != base.batches.size() || !(amount() > 0) || !(base.amount() > 0)) {
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
