package analyzer.gatling;

import java.io.IOException;

/** Bytes that no Gatling writes. */
final class CorruptLogException extends IOException {

    private static final long serialVersionUID = 1L;

    CorruptLogException(String what) {
        super(what);
    }
}
