package analyzer.selfcheck;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A kind of noise in a paired run: what the machine does meets both targets at the same time, what a target does meets it
 * alone. Response times scatter as those of {@link NoiseModel}, and so do cliffs, pauses and tails.
 */
enum PairedNoise {
    /** Every request independent of the others. */
    INDEPENDENT("independent", 0, 0, 0),
    /** The machine's level wanders: log-normal, remembered for a second. */
    MACHINE("machine, 1 s", 0.2, 0, 1),
    /** The same, remembered for ten seconds. */
    SLOW_MACHINE("machine, 10 s", 0.2, 0, 10),
    /** The candidate's own level wanders, remembered for much less than a batch lasts. */
    ONE_TARGET("one target, 0.3 s", 0, 0.1, 0.3),
    /** The same, remembered for longer than a batch: from a single run it can hardly be told from a change. */
    SLOW_TARGET("one target, 3 s", 0, 0.1, 3),
    /** Another process comes for a second or two and goes: half as long again for both, a sixth of the time. */
    NEIGHBOUR("noisy neighbour", 0, 0, 2),
    /** Each target on its own as in a run of one target. */
    HEAVY_TAIL(NoiseModel.HEAVY_TAIL),
    CLIFF(NoiseModel.CLIFF),
    PAUSES(NoiseModel.PAUSES);

    private static final double SIGMA = 0.4;
    private static final double NEIGHBOUR_FACTOR = 1.5;
    private static final double P95_OF_STANDARD_NORMAL = 1.6449;

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

    /** Whether both targets are met alike, which is what the intervals assume. */
    boolean isShared() {
        return target == 0 && this != CLIFF && this != PAUSES;
    }

    /** The true relative change of P95, which the candidate's own noise widens as well. */
    double truth(double slowDown) {
        if (this == PAUSES && slowDown > 0) {
            return Double.NaN;
        }
        double own = Math.hypot(SIGMA, target) - SIGMA;
        return (1 + slowDown) * Math.exp(P95_OF_STANDARD_NORMAL * own) - 1;
    }

    /** One run to come. */
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
            level = Gaussian.next(random);
            candidateAlone = own.map(noise -> noise.source(random.split()));
            baseAlone = own.map(noise -> noise.source(random.split()));
        }

        /**
         * The next two response times in milliseconds, not yet cut to whole ones: the candidate's and the base's.
         *
         * @param atSeconds time since the run's start, never less than before
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
            double candidate = (1 + slowDown) * Math.exp(target * level + SIGMA * Gaussian.next(random));
            return new double[] {both * candidate, both * Math.exp(SIGMA * Gaussian.next(random))};
        }

        private void wander(double atSeconds) {
            double kept = memorySeconds > 0 ? Math.exp((seconds - atSeconds) / memorySeconds) : 0;
            seconds = atSeconds;
            level = kept * level + Math.sqrt(1 - kept * kept) * Gaussian.next(random);
        }
    }
}
