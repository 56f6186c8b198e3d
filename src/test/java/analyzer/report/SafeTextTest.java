package analyzer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Test
    void aMessageCannotSteerTheTerminal() {
        assertEquals("a?[31mb?\nc", SafeText.of("a\u001b[31mb\r\nc"));
        assertEquals("a?31mb", SafeText.of("a\u009b31mb"), "the second set of control characters steers, too");
    }

    @Test
    void aMessageCannotTurnTheTextAround() {
        assertEquals("a?b?c?", SafeText.of("a\u202eb\u2066c\u2028"));
        assertEquals("\u0645\u0631\u062d\u0628\u0627", SafeText.of("\u0645\u0631\u062d\u0628\u0627"));
    }

    @Test
    void aNameIsOneLine() {
        assertEquals("/a?PASS: 9 of 9 endpoints judged", SafeText.name("/a\nPASS: 9 of 9 endpoints judged"));
    }

    @Test
    void aLineThatTheRunnerWouldObeyIsNone() {
        assertEquals(
                "a\n  : :error::b\n## [error]c\n: :d\n## vso[task.complete]\n\u00a0\u2003: :e\n## teamcity[f]",
                SafeText.defused(
                        "a\n  ::error::b\n##[error]c\n::d\n##vso[task.complete]\n\u00a0\u2003::e\n##teamcity[f]"));
    }
}
