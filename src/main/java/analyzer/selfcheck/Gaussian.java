package analyzer.selfcheck;

import java.util.SplittableRandom;

/** Standard normal deviates by the polar method of Marsaglia and Bray (SIAM Review 6, 1964). */
final class Gaussian {

    private Gaussian() {}

    static double next(SplittableRandom random) {
        while (true) {
            double x = 2 * random.nextDouble() - 1;
            double y = 2 * random.nextDouble() - 1;
            double square = x * x + y * y;
            if (square > 0 && square < 1) {
                return x * Math.sqrt(-2 * Math.log(square) / square);
            }
        }
    }
}
