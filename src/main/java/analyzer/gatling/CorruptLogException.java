package analyzer.gatling;

import java.io.IOException;

/** Thrown for bytes that Gatling never writes. */
final class CorruptLogException extends IOException {

    private static final long serialVersionUID = 1L;

    CorruptLogException(String what) {
        super(what);
    }
}
