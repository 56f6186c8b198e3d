package simulations.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FailuresTest {

    @Test
    void aRunWithoutRequestsNamesPossibleReasons() {
        assertEquals(
                "no request was measured: the target responded to no request of the warm-up in time, or an iteration"
                        + " takes longer than the load; check the target's log, or set a longer DURATION",
                Failures.line(new UnsupportedOperationException(
                        "There were no requests sent during the simulation, reports won't be generated")));
    }

    /** Maven's plugin prints the exception itself. */
    @Test
    void theTextOfAFailedLoadCommandsNeitherTerminalNorJob() {
        assertEquals(
                "error: found ?[31m ::error ::x", new LoadFailedException("found \u001b[31m\n::error ::x").toString());
    }
}
