package analyzer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void verdictsAreColouredAndNothingElseIs() {
        assertEquals("""
                Endpoint          Verdict        P95 was
                /v1/whoami        \u001b[1;31mREGRESSION\u001b[0m        60ms
                  a PASS of something
                /v1/healthz/live  \u001b[1;33mCANNOT_JUDGE\u001b[0m         -
                /v1/auth/login    \u001b[1;32mPASS\u001b[0m             100ms

                \u001b[1;31mREGRESSION\u001b[0m: /v1/whoami
                """, Terminal.coloured("""
                Endpoint          Verdict        P95 was
                /v1/whoami        REGRESSION        60ms
                  a PASS of something
                /v1/healthz/live  CANNOT_JUDGE         -
                /v1/auth/login    PASS             100ms

                REGRESSION: /v1/whoami
                """));
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
