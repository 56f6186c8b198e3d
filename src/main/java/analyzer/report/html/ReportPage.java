package analyzer.report.html;

import java.util.List;

/**
 * The page of verdicts.
 *
 * @param assets embedded assets
 * @param badge the worst outcome
 * @param headline summary of the verdicts
 * @param measured time of the measurement, and the program that judged it
 * @param baseline heading of the figures that results are compared with
 * @param rows the table of verdicts, worst first
 * @param rowsLeftOut number of endpoints that are not in the table
 * @param sections details of each endpoint, worst first
 * @param notes notes on the choice of results
 * @param injectors what each of several injectors measured on its own, one text per simulation; empty for runs of one injector
 * @param method how verdicts are reached
 * @param threshold share above which a change is a regression
 * @param data chart data, as JSON that is safe within a script element
 */
public record ReportPage(
        Assets assets,
        Badge badge,
        String headline,
        String measured,
        String baseline,
        List<Row> rows,
        int rowsLeftOut,
        List<Section> sections,
        List<String> notes,
        List<String> injectors,
        String method,
        String threshold,
        String data) {}
