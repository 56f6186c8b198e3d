package analyzer.selfcheck;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A kind of noise in a paired run. Noise of the machine affects both targets at the same time, noise of a target affects it
 * alone. Response times are distributed as in {@link NoiseModel}, including cliffs, pauses and tails.
 */
enum PairedNoise {
    /** Every request is independent of the others. */
    INDEPENDENT("independent", 0, 0, 0),
    /** The machine's level wanders: log-normal, with a correlation time of one second. */
    MACHINE("machine, 1 s", 0.2, 0, 1),
    /** The same with a correlation time of ten seconds. */
    SLOW_MACHINE("machine, 10 s", 0.2, 0, 10),
    /** The candidate's own level wanders, with a correlation time much shorter than a batch. */
    ONE_TARGET("one target, 0.3 s", 0, 0.1, 0.3),
    /** The same with a correlation time longer than a batch: in a single run it is difficult to distinguish from a change. */
    SLOW_TARGET("one target, 3 s", 0, 0.1, 3),
    /** Another process comes for a second or two: responses of both take 50 % longer, for a sixth of the time. */
    NEIGHBOUR("noisy neighbour", 0, 0, 2),
    /** Noise of each target on its own, as in a run of one target. */
    HEAVY_TAIL(NoiseModel.HEAVY_TAIL),
    CLIFF(NoiseModel.CLIFF),
    PAUSES(NoiseModel.PAUSES);

    private static final double SIGMA = 0.4;
    private static final double NEIGHBOUR_FACTOR = 1.5;
    static final double P95_OF_STANDARD_NORMAL = 1.6449;

    private final String label;
    private final double machine;
    private final double target;
    private final double memorySeconds;
    private final Optional<NoiseModel> own;

    PairedNoise(NoiseModel own) {
        this(own.toString(), 0, 0, 0, Optional.of(own));
    }

    PairedNoise(String label, double machine, double target, double memorySeconds) {
        this(label, machine, target, memorySeconds, Optional.empty());
    }

    PairedNoise(String label, double machine, double target, double memorySeconds, Optional<NoiseModel> own) {
        this.own = own;
        this.label = label;
        this.machine = machine;
        this.target = target;
        this.memorySeconds = memorySeconds;
    }

    @Override
    public String toString() {
        return label;
    }

    /** Whether the noise affects both targets alike, as the intervals assume. */
    boolean isShared() {
        return target == 0 && this != CLIFF && this != PAUSES;
    }

    /** The true relative change of P95, including what the candidate's own noise adds; NaN if unknown. */
    double truth(double slowDown) {
        if (this == PAUSES && slowDown > 0) {
            return Double.NaN;
        }
        double own = Math.hypot(SIGMA, target) - SIGMA;
        return (1 + slowDown) * Math.exp(P95_OF_STANDARD_NORMAL * own) - 1;
    }

    /** Returns a source of the response times of one new run. */
    Source source(SplittableRandom random) {
        return new Source(random);
    }

    /** The response times of one run, pair by pair. */
    final class Source {
        private final SplittableRandom random;
        private double level;
        private double seconds;
        private final Optional<NoiseModel.Source> candidateAlone;
        private final Optional<NoiseModel.Source> baseAlone;

        private Source(SplittableRandom random) {
            this.random = random;
            level = NoiseModel.gaussian(random);
            candidateAlone = own.map(noise -> noise.source(random.split()));
            baseAlone = own.map(noise -> noise.source(random.split()));
        }

        /**
         * The next response times of candidate and base, in milliseconds, before truncation to whole ones.
         *
         * @param atSeconds time since the start of the run; must not decrease from call to call
         */
        double[] next(double slowDown, double atSeconds) {
            if (own.isPresent()) {
                return new double[] {
                    candidateAlone.orElseThrow().next(1 + slowDown, 0),
                    baseAlone.orElseThrow().next(1, 0)
                };
            }
            wander(atSeconds);
            boolean isNeighbourThere = PairedNoise.this == NEIGHBOUR && level > 1;
            double both =
                    NoiseModel.MEDIAN_MILLIS * Math.exp(machine * level) * (isNeighbourThere ? NEIGHBOUR_FACTOR : 1);
            double candidate = (1 + slowDown) * Math.exp(target * level + SIGMA * NoiseModel.gaussian(random));
            return new double[] {both * candidate, both * Math.exp(SIGMA * NoiseModel.gaussian(random))};
        }

        private void wander(double atSeconds) {
            double kept = memorySeconds > 0 ? Math.exp((seconds - atSeconds) / memorySeconds) : 0;
            seconds = atSeconds;
            level = kept * level + Math.sqrt(1 - kept * kept) * NoiseModel.gaussian(random);
        }
    }
}
