package analyzer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import analyzer.verdict.Outcome;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void anOutcomeHasAColour() {
        assertEquals("\u001b[1;31mREGRESSION\u001b[0m", Terminal.coloured(Outcome.REGRESSION, "REGRESSION"));
        assertEquals("\u001b[1;33mCANNOT JUDGE\u001b[0m", Terminal.coloured(Outcome.CANNOT_JUDGE, "CANNOT JUDGE"));
        assertEquals("\u001b[1;32mPASS\u001b[0m", Terminal.coloured(Outcome.PASS, "PASS"));
    }

    @Test
    void aMessageCannotSteerTheTerminal() {
        assertEquals("a?[31mb?\nc", Terminal.safe("a\u001b[31mb\r\nc"));
        assertEquals("a?31mb", Terminal.safe("a\u009b31mb"), "the second set of control characters steers, too");
    }

    @Test
    void aMessageCannotTurnTheTextAround() {
        assertEquals("a?b?c?", Terminal.safe("a\u202eb\u2066c\u2028"));
        assertEquals("\u0645\u0631\u062d\u0628\u0627", Terminal.safe("\u0645\u0631\u062d\u0628\u0627"));
    }

    @Test
    void aNameIsOneLine() {
        assertEquals("/a?PASS: 9 of 9 endpoints judged", Terminal.name("/a\nPASS: 9 of 9 endpoints judged"));
    }
}
