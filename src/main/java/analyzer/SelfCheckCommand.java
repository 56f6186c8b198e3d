package analyzer;

import analyzer.selfcheck.Condition;
import analyzer.selfcheck.LiveCheck;
import analyzer.selfcheck.SelfCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how often verdicts are wrong, on synthetic runs whose true change is known or, with {@code --live}, on real load. */
@Command(
        name = "self-check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how often verdicts are wrong, with thousands of synthetic runs with and without a slowdown, under"
                    + " several kinds of noise. Takes ten to fifteen minutes on two cores.%n"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:every goal is met", "1:a goal is not met", "2:wrong usage, or the load cannot be run"},
        footerHeading = "%nExamples:%n",
        footer = {"    perf-analyzer self-check", "    perf-analyzer self-check --live --condition noisy --rounds 5"})
final class SelfCheckCommand implements Callable<Integer> {

    private static final int MIN_PAIRS = 40;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Random seed; the same seed gives the same tables (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--pairs",
            paramLabel = "NUMBER",
            defaultValue = "2000",
            description = "Baselines per condition, each with a candidate per slowdown (default: ${DEFAULT-VALUE}).")
    private int pairs;

    @Option(
            names = "--live",
            description = "Run paired load against two stand-ins instead: rounds with and without a slowdown of 25 %%,"
                    + " judged by the base and by kept runs. A round takes about 18 s.")
    private boolean live;

    @Option(names = "--rounds", paramLabel = "NUMBER", description = "With --live: rounds of each kind (default: 20).")
    private Integer rounds;

    @Option(
            names = "--auto",
            description = "With --live: rounds end with the verdict, as with DURATION=auto, instead of after 7 s.")
    private boolean auto;

    @Option(
            names = "--condition",
            split = ",",
            paramLabel = "CONDITION",
            description = "With --live: only this one of quiet, noisy, quiet_work, noisy_work; may be repeated. Noisy:"
                    + " another process uses a core in bursts. Work: the stand-in computes instead of waiting.")
    private List<Condition> conditions = new ArrayList<>();

    @Override
    public Integer call() {
        if (rounds != null && rounds < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds must be at least 1");
        }
        requireLive(rounds != null, "--rounds");
        requireLive(!conditions.isEmpty(), "--condition");
        requireLive(auto, "--auto");
        if (live) {
            return exitCode(LiveCheck.run(
                    conditions.isEmpty() ? List.of(Condition.values()) : conditions,
                    Objects.requireNonNullElse(rounds, 20),
                    auto,
                    seed,
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr()));
        }
        if (pairs < MIN_PAIRS) {
            throw new ParameterException(spec.commandLine(), "--pairs must be at least " + MIN_PAIRS);
        }
        return exitCode(SelfCheck.run(
                seed, pairs, spec.commandLine().getOut(), spec.commandLine().getErr()));
    }

    private void requireLive(boolean given, String option) {
        if (given && !live) {
            throw new ParameterException(spec.commandLine(), option + " needs --live");
        }
    }

    private static int exitCode(boolean met) {
        return met ? ExitCode.OK : ExitCode.REGRESSION;
    }
}
