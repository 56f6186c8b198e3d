package analyzer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WorkflowCommandsTest {

    @Test
    void whatRegressedIsAnErrorAndWhatMayGoUnjudgedAWarning() {
        String lines = WorkflowCommands.render(SampleReports.small(), false);

        assertTrue(
                lines.startsWith(
                        "::error title=Regression%3A /v1/music/command::153 of 4153 requests failed (3.684 %25)"),
                lines);
        assertTrue(lines.contains("\n::warning title=Cannot judge%3A /v1/missing::it has a baseline"), lines);
        assertFalse(lines.contains("/v1/auth/login"), lines);
        assertTrue(WorkflowCommands.render(SampleReports.small(), true).contains("\n::error title=Cannot judge"));
    }

    @Test
    void aMessageCannotEndItsCommand() {
        assertEquals(
                "::error title=a%3Ab%2Cc%25%0Ad::x::y%0A::error::z\n",
                WorkflowCommands.error("a:b,c%\nd", "x::y\n::error::z\r"));
    }

    @Test
    void aMessageCannotSteerTheConsole() {
        assertEquals("::error title=a?b::c?[31md\n", WorkflowCommands.error("a\u202eb", "c\u001b[31md"));
    }

    @Test
    void theRunnerIsShownNoMoreThanItShows() {
        String lines = WorkflowCommands.render(SampleReports.many(60, 400), true);

        assertEquals(10, lines.lines().count(), lines);
        assertTrue(lines.endsWith("::and 11 other endpoints; see the job summary\n"), lines);
    }
}
