package analyzer.verdict;

import analyzer.baseline.Baseline;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Source;
import analyzer.metrics.Uptime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks whether a result can be compared with its baseline: same load profile, same kind of machine, a target of similar age. */
final class Alike {

    private Alike() {}

    /** Returns why a result cannot be compared with its baseline, and what to do; empty if it can. */
    static Optional<String> obstacle(EndpointResult result, Optional<Baseline> baseline) {
        if (baseline.isEmpty()) {
            return Optional.of("no baseline; save one with --save-baselines");
        }
        if (!baseline.get().isOfItsRuns()) {
            return Optional.of(
                    "the figures of its baseline are not those of the runs and samples that it keeps; restore the file, or"
                            + " delete it and save a new baseline");
        }
        Optional<Baseline> others = baseline.get().toJudge(result);
        if (others.isEmpty()) {
            return Optional.of("its baseline consists of this very run; run the simulation again");
        }
        String profile = differingProfile(result, others.get());
        if (!profile.isEmpty()) {
            return Optional.of("measured under another load profile than the baseline: " + profile);
        }
        String machine = differingMachine(result, others.get());
        if (!machine.isEmpty()) {
            return Optional.of("measured on another machine than the baseline: " + machine
                    + "; compare only what one machine measured");
        }
        return differingUptime(result, others.get());
    }

    /** Detects a target of unusual age: a backend slows down with age, which would look like a change. */
    private static Optional<String> differingUptime(EndpointResult result, Baseline baseline) {
        Optional<Uptime> usual = baseline.uptime();
        return result.runs().stream()
                .flatMap(run -> run.run().flatMap(RunInfo::uptime).stream())
                .filter(mine -> usual.filter(mine::differsFrom).isPresent())
                .findFirst()
                .map(mine -> "when the load began, the target had been up for " + Words.uptime(mine)
                        + ", in the runs of the baseline for " + Words.uptime(usual.orElseThrow())
                        + "; a backend can slow down with age, so treat it alike before each run, such as by a"
                        + " restart");
    }

    /** Text appended to the reason of a verdict if intervals are missing or the load profile is unknown. */
    static String caveat(Case open) {
        StringBuilder caveat = new StringBuilder();
        if (!open.hasIntervals()) {
            caveat.append("; by bare figures, without an interval: ")
                    .append(
                            open.result().timeline().isEmpty()
                                    ? "a " + open.result().source() + " has no samples"
                                    : "the baseline keeps no samples");
        }
        if (loadIsUnknown(open.result())) {
            caveat.append("; a ").append(open.result().source()).append(" does not tell its load profile");
        }
        return caveat.toString();
    }

    private static String differingProfile(EndpointResult result, Baseline baseline) {
        Optional<LoadProfile> theirs = baseline.profile();
        if (theirs.isEmpty() || loadIsUnknown(result)) {
            // A baseline of the three documented keys has no load profile, and neither do CSV files and stats.json.
            return "";
        }
        return result.run()
                .map(RunInfo::profile)
                .map(mine -> String.join(", ", mine.differencesFrom(theirs.get())))
                .orElse("unknown, not " + theirs.get());
    }

    /**
     * Compares CPU model and number of cores, and only for a target on the generator's own machine. The machine of any other
     * target is unknown, and a generator that cannot keep up is found by its health. The embedded stand-in is exempt: its
     * answers take the configured time on any machine.
     */
    private static String differingMachine(EndpointResult result, Baseline baseline) {
        Optional<Machine> mine = result.run().map(RunInfo::machine);
        Optional<Machine> theirs = baseline.machine();
        boolean sharesMachine =
                result.run().filter(run -> run.profile().targetSharesMachine()).isPresent();
        if (mine.isEmpty() || theirs.isEmpty() || !sharesMachine) {
            return "";
        }
        List<String> differences = new ArrayList<>();
        if (!mine.get().cpu().equals(theirs.get().cpu())) {
            differences.add("CPU " + mine.get().cpu() + ", not " + theirs.get().cpu());
        }
        if (mine.get().cores() != theirs.get().cores()) {
            differences.add(mine.get().cores() + " cores, not " + theirs.get().cores());
        }
        return String.join(", ", differences);
    }

    private static boolean loadIsUnknown(EndpointResult result) {
        return result.source() != Source.LOG && result.run().isEmpty();
    }
}
