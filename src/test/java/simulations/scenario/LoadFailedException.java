package simulations.scenario;

/** Why a simulation could not load its target. Gatling prints it in one line and ends with an exit status other than 0. */
final class LoadFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param line what is wrong and what to do */
    LoadFailedException(String line) {
        // Where it was thrown tells nobody anything.
        super(line, null, false, false);
    }

    @Override
    public String toString() {
        return "error: " + getMessage();
    }
}
