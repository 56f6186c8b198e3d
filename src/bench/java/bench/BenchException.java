package bench;

/** Why a benchmark could not be run; the message names the thing, what is wrong and what to do. */
final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BenchException(String message) {
        super(message);
    }
}
