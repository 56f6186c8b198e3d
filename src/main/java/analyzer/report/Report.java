package analyzer.report;

import analyzer.pool.PooledRun;
import analyzer.verdict.Outcome;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What every format renders: the verdicts of one analysis, with all that they rest on.
 *
 * @param tool name and version of the program
 * @param time when the newest result was measured; of an analysis without results, when it took place
 * @param policy what counted as a regression
 * @param verdicts one per endpoint, worst first
 * @param notes what the reader should know about the choice of results
 * @param gatlingReports by endpoint the address of Gatling's own report, relative to the page's folder; only those that exist
 * @param injectors the runs of several injectors that the results come from; none for runs of one
 */
public record Report(
        String tool,
        Instant time,
        Policy policy,
        List<Verdict> verdicts,
        List<String> notes,
        Map<String, String> gatlingReports,
        List<PooledRun> injectors) {

    public Report {
        verdicts = WorstFirst.sorted(verdicts);
        notes = List.copyOf(notes);
        gatlingReports = Map.copyOf(gatlingReports);
        injectors = List.copyOf(injectors);
    }

    /** The worst of the verdicts. */
    public Outcome outcome() {
        return verdicts.isEmpty() ? Outcome.CANNOT_JUDGE : verdicts.get(0).outcome();
    }

    /** Number of endpoints of that outcome. */
    public long count(Outcome outcome) {
        return verdicts.stream().filter(verdict -> verdict.outcome() == outcome).count();
    }
}
