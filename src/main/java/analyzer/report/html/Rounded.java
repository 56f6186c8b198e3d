package analyzer.report.html;

/** Rounds figures for charts to what a screen can show, so that the page stays small. */
final class Rounded {

    private static final double STEPS = 1000;

    private Rounded() {}

    static double of(double value) {
        return Math.round(value * STEPS) / STEPS;
    }
}
