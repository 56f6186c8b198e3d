package analyzer.verdict;

import analyzer.baseline.Baseline;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Source;
import analyzer.metrics.Uptime;
import analyzer.verdict.Reason.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks whether a result can be compared with its baseline: same load profile, same kind of machine, a target of similar age. */
final class Alike {

    private Alike() {}

    /** Returns why a result cannot be compared with its baseline; empty if it can. */
    static Optional<Reason> obstacle(EndpointResult result, Optional<Baseline> baseline) {
        if (baseline.isEmpty()) {
            return Optional.of(Code.NO_BASELINE);
        }
        if (!baseline.get().isOfItsRuns()) {
            return Optional.of(Code.ALTERED_BASELINE);
        }
        Optional<Baseline> others = baseline.get().toJudge(result);
        if (others.isEmpty()) {
            return Optional.of(Code.OWN_BASELINE);
        }
        return otherLoad(result, others.get())
                .or(() -> otherMachine(result, others.get()))
                .or(() -> otherUptime(result, others.get()));
    }

    private static Optional<Reason> otherLoad(EndpointResult result, Baseline baseline) {
        // A baseline of the three documented keys has no load profile, and neither do CSV files and stats.json.
        if (isLoadUnknown(result)) {
            return Optional.empty();
        }
        Optional<LoadProfile> mine = result.run().map(RunInfo::profile);
        return baseline.profile()
                .filter(theirs ->
                        mine.isEmpty() || !mine.get().differencesFrom(theirs).isEmpty())
                .map(theirs -> new Reason.Loads(Code.OTHER_LOAD, mine, theirs));
    }

    /**
     * Compares CPU model and number of cores, and only for a target on the generator's own machine. The machine of any other
     * target is unknown, and a generator that cannot keep up is found by its health. The embedded stand-in is exempt: its
     * answers take the configured time on any machine.
     */
    private static Optional<Reason> otherMachine(EndpointResult result, Baseline baseline) {
        Optional<Machine> mine =
                result.run().filter(run -> run.profile().targetSharesMachine()).map(RunInfo::machine);
        return baseline.machine()
                .filter(theirs -> mine.filter(own -> !own.cpu().equals(theirs.cpu()) || own.cores() != theirs.cores())
                        .isPresent())
                .map(theirs -> new Reason.Machines(Code.OTHER_MACHINE, mine.orElseThrow(), theirs));
    }

    /** Detects a target of unusual age: a backend slows down with age, which would look like a change. */
    private static Optional<Reason> otherUptime(EndpointResult result, Baseline baseline) {
        Optional<Uptime> usual = baseline.uptime();
        return result.runs().stream()
                .flatMap(run -> run.run().flatMap(RunInfo::uptime).stream())
                .filter(mine -> usual.filter(mine::differsFrom).isPresent())
                .findFirst()
                .map(mine -> new Reason.Uptimes(Code.OTHER_UPTIME, mine, usual.orElseThrow()));
    }

    /** What the verdict mentions whatever it is: missing intervals, an unknown load profile. */
    static List<Reason> caveats(Case open) {
        EndpointResult result = open.result();
        List<Reason> caveats = new ArrayList<>();
        if (!open.hasIntervals()) {
            caveats.add(
                    result.timeline().isEmpty()
                            ? new Reason.OfSource(Code.NO_SAMPLES, result.source())
                            : Code.NO_KEPT_SAMPLES);
        }
        if (isLoadUnknown(result)) {
            caveats.add(new Reason.OfSource(Code.LOAD_UNKNOWN, result.source()));
        }
        return caveats;
    }

    private static boolean isLoadUnknown(EndpointResult result) {
        return result.source() != Source.LOG && result.run().isEmpty();
    }
}
