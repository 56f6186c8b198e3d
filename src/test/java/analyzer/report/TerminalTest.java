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
    }
}
