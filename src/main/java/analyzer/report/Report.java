package analyzer.report;

import analyzer.pool.PooledRun;
import analyzer.verdict.Outcome;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The content of every report format: the verdicts of one analysis and everything they rest on.
 *
 * @param tool name and version of the program
 * @param time time of the newest result; without results, time of the analysis
 * @param policy the default policy
 * @param verdicts one per endpoint, worst first
 * @param notes notes on the choice of results
 * @param gatlingReports addresses of Gatling's own reports by endpoint, relative to the page's folder; only those that exist
 * @param injectors the pooled runs that the results come from; empty for runs of one injector
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

    public Outcome outcome() {
        return verdicts.isEmpty() ? Outcome.CANNOT_JUDGE : verdicts.get(0).outcome();
    }

    public long count(Outcome outcome) {
        return verdicts.stream().filter(verdict -> verdict.outcome() == outcome).count();
    }
}
