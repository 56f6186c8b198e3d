package bench;

/** Signals that a benchmark could not run. The message states what is affected, what is wrong and how to fix it. */
final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BenchException(String message) {
        super(message);
    }
}
