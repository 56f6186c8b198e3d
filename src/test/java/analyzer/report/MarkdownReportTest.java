package analyzer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.report.html.HtmlReport;
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

    @Test
    void aCommentHoldsItHoweverLongNamesAndMessagesAre() {
        String text = MarkdownReport.render(SampleReports.wordy(300));

        assertTrue(text.length() < 65_536, text.length() + " characters");
        assertTrue(text.contains("more endpoints, see the HTML report"), text);
        assertTrue(text.contains("290 more notes"), text);
    }

    @Test
    void whatEachInjectorMeasuredIsAmongTheDetails() {
        String text = MarkdownReport.render(SampleReports.ofInjectors());

        assertTrue(text.contains("<pre>\nInjectors of WhoamiSimulation: 2 of 2\n"), text);
        assertTrue(text.contains("  0 Generator: CPU 12 % of the machine, all processes 35 %"), text);
        String many = MarkdownReport.render(SampleReports.ofManyInjectors());
        assertTrue(many.length() < 65_536 && many.contains("... and 880 more injectors"), many);
        assertTrue(text.contains("1 its log was &lt;cut off&gt;"), text);
    }

    @Test
    void tablesNameTheBaseOfAPairedRun() {
        Report paired = SampleReports.ofSlowdown();

        assertTrue(MarkdownReport.render(paired).contains("| Metric | Base | Candidate |"));
        assertTrue(VerdictReport.render(paired.verdicts()).contains("     Base Candidate "));
        String page = HtmlReport.render(paired);
        assertEquals(3, page.split("<th class=\"n\">Base</th><th class=\"n\">Candidate</th>").length, page);
    }

    private static long bars(String line) {
        return line.replaceAll("\\\\\\|", "").chars().filter(c -> c == '|').count();
    }
}
