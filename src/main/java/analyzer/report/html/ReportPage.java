package analyzer.report.html;

import java.util.List;

/**
 * The page of verdicts.
 *
 * @param assets what it needs to stand alone
 * @param badge the worst outcome
 * @param headline what the verdicts say together
 * @param measured when, and by which program
 * @param rows the table of verdicts, worst first
 * @param rowsLeftOut number of endpoints that are not in the table
 * @param sections what is told of each endpoint, worst first
 * @param notes on the choice of results
 * @param injectors what each of several injectors measured on its own, one text per simulation; none for runs of one
 * @param method how verdicts are reached
 * @param threshold share above which a change is a regression
 * @param data of the charts, as JSON that is safe within a script element
 */
public record ReportPage(
        Assets assets,
        Badge badge,
        String headline,
        String measured,
        List<Row> rows,
        int rowsLeftOut,
        List<Section> sections,
        List<String> notes,
        List<String> injectors,
        String method,
        String threshold,
        String data) {}
