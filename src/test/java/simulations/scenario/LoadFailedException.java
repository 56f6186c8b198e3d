package simulations.scenario;

import analyzer.report.SafeText;

/** Signals that a simulation could not load its target. It is printed in one line, and the exit status is not 0. */
final class LoadFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param line what is wrong and how to fix it */
    LoadFailedException(String line) {
        // No stack trace: it would not help the user.
        super(line, null, false, false);
    }

    @Override
    public String toString() {
        return "error: " + SafeText.line(getMessage());
    }
}
