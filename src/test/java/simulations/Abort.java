package simulations;

/** Ends the process before any load, with one line on standard error. */
final class Abort {

    /** Not 2: Gatling's Maven plugin takes that for a failed assertion and goes on. */
    private static final int EXIT_CODE = 1;

    private Abort() {}

    /** Never returns; to be thrown, so that the compiler knows. */
    static IllegalStateException with(String line) {
        System.err.println("error: " + line);
        System.exit(EXIT_CODE);
        return new IllegalStateException(line);
    }
}
