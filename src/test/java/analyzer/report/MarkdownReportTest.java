package analyzer.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MarkdownReportTest {

    @Test
    void theVerdictComesFirstThenTheTableThenTheDetails() throws Exception {
        Golden.assertSame("report.md", MarkdownReport.render(SampleReports.small()));
    }

    @Test
    void whatComesFromOutsideIsNeverMarkup() {
        String text = MarkdownReport.render(SampleReports.hostile());

        assertFalse(text.contains("<script"), text);
        assertFalse(text.contains("<img"), text);
        assertFalse(text.contains("\u001b"), text);
        assertTrue(
                text.lines()
                        .filter(line -> line.startsWith("| "))
                        .allMatch(line -> bars(line) == 11 || bars(line) == 8),
                text);
    }

    @Test
    void aCommentHoldsItWhateverTheNumberOfEndpoints() {
        String text = MarkdownReport.render(SampleReports.many(300, 400));

        assertTrue(text.length() < 65_536, text.length() + " characters");
        assertTrue(text.contains("240 more endpoints"), text);
    }

    private static long bars(String line) {
        return line.replaceAll("\\\\\\|", "").chars().filter(c -> c == '|').count();
    }
}
