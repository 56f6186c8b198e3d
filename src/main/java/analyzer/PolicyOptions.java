package analyzer;

import analyzer.io.BadInputException;
import analyzer.io.InputFile;
import analyzer.metrics.Metric;
import analyzer.verdict.Limit;
import analyzer.verdict.Policies;
import analyzer.verdict.Policy;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options shared by all commands that judge: what counts as a regression. Options override the policy file. */
final class PolicyOptions {

    /** Error rate of a policy file that does not set one. */
    private static final double UNSET = Double.NaN;

    private static final String IGNORE_LIMITS = "IGNORE_LIMITS";

    private static final Path DEFAULT_FILE = Path.of("perf_policy.conf");

    @Option(
            names = "--threshold",
            paramLabel = "PERCENT",
            converter = Percent.class,
            description =
                    "A gated metric that is worse by more than this, and by more than noise explains, is a regression"
                            + " (default: THRESHOLD, which runs with DURATION=auto also use, else 20).")
    private Double threshold;

    @Option(
            names = "--gate",
            paramLabel = "METRIC",
            split = ",",
            description = "Gated metrics in addition to throughput: p95, p50, avg (the mean), p99, cpu (default: p95).")
    private Set<Metric> gate;

    @Option(
            names = "--max-error-rate",
            paramLabel = "PERCENT",
            converter = Percent.class,
            description = "A higher share of failed requests is a regression (default: MAX_ERROR_RATE, which"
                    + " simulations also use, else 1; a wider limit on errors replaces it).")
    private Double maxErrorRate;

    @Option(
            names = "--limit",
            paramLabel = "LIMIT",
            converter = LimitConverter.class,
            description = "An absolute limit, such as 'p95 < 200ms', 'avg < 1.5s', 'errors < 0.5%%' or 'throughput >"
                    + " 300/s'; one violated by more than noise explains is a regression. For p95, p50, avg,"
                    + " p99, throughput, cpu, memory, growth and errors; p(95) and <= are accepted. May be"
                    + " repeated; replaces the limits of the policy file. With IGNORE_LIMITS=true (environment or -D),"
                    + " those of the file are ignored.")
    private List<Limit> limits;

    @Option(
            names = "--assumed-spread",
            paramLabel = "PERCENT",
            converter = Percent.class,
            description = "Assumed run-to-run variation (standard deviation), used while there are fewer than six"
                    + " runs, including the candidate (default: 5).")
    private Double assumedSpread;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "A file that sets threshold, gate, max-error-rate, limits and assumed-spread, also by endpoint;"
                            + " perf-analyzer --help ends with an example. Options override it (default: perf_policy.conf,"
                            + " if there is one).")
    private Path file;

    static final class LimitConverter implements ITypeConverter<Limit> {

        @Override
        public Limit convert(String value) {
            try {
                return Limit.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /**
     * The policies of all endpoints. A rule that applies to no known endpoint is a mistake if all endpoints are known, or if the file
     * was named by {@code --policy} and no load failed.
     *
     * @param limitsAlone whether limits decide without a baseline
     * @param inputs what is judged
     * @param unused receives a message for each such rule that need not be a mistake
     * @throws BadInputException if the policy file cannot be used, or has such a mistake
     */
    Policies policies(boolean limitsAlone, Inputs inputs, Consumer<String> unused) {
        boolean isMistake = switch (inputs.coverage()) {
            case ALL -> true;
            case RUNS -> file != null;
            case SOME -> false;
        };
        return policies(limitsAlone, inputs.known(), isMistake ? PolicyOptions::refuse : unused);
    }

    /**
     * The policies for a command that sees only some of the endpoints. In the default policy file, a rule for other endpoints is no
     * error.
     *
     * @param known endpoints that the command sees
     * @param unused receives a message for each rule that applies to none of them
     * @throws BadInputException if the policy file cannot be used, or if one named by {@code --policy} has such a rule
     */
    Policies policiesOfSome(Collection<String> known, Consumer<String> unused) {
        return policies(false, known, file == null ? unused : PolicyOptions::refuse);
    }

    private Policies policies(boolean limitsAlone, Collection<String> known, Consumer<String> unused) {
        Policy standard = Policy.standard();
        Policy defaults = new Policy(
                standard.threshold(), UNSET, standard.gated(), standard.assumedSpread(), List.of(), limitsAlone, "");
        if (file().isEmpty()) {
            return new Policies(overridden(defaults), List.of());
        }
        Policies policies = PolicyFile.read(file().get(), defaults);
        String unfit = " matches no endpoint" + (policies.rules().size() > 1 ? " that no earlier rule matches" : "");
        policies.unused(known)
                .forEach(pattern -> unused.accept(file().get() + ": rules: \"" + pattern + "\"" + unfit
                        + "; known endpoints: " + String.join(", ", new TreeSet<>(known))));
        return new Policies(
                overridden(policies.usual()),
                policies.rules().stream().map(this::overridden).toList());
    }

    private static void refuse(String unused) {
        throw new BadInputException(unused);
    }

    /**
     * Checks the policy file early, for a command that needs it much later.
     *
     * @throws BadInputException if the file cannot be used
     */
    void requireReadable() {
        file().ifPresent(read -> PolicyFile.read(read, Policy.standard()));
    }

    private Optional<Path> file() {
        return Optional.ofNullable(file).or(() -> Optional.of(DEFAULT_FILE).filter(InputFile::isThere));
    }

    /** The option, else the setting: a run with {@code DURATION=auto} has no options and uses the setting for its looks. */
    private Optional<Double> threshold() {
        return Optional.ofNullable(threshold).or(() -> setting("THRESHOLD"));
    }

    /** A setting in percent that the simulations read as well. */
    private static Optional<Double> setting(String setting) {
        String text = text(setting);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(new Percent().convert(text));
        } catch (TypeConversionException e) {
            throw new BadInputException(setting + ": " + e.getMessage(), e);
        }
    }

    /** The value of a system property or else of an environment variable; empty if neither is set. */
    static String text(String setting) {
        return System.getProperty(setting, Objects.requireNonNullElse(System.getenv(setting), ""))
                .strip();
    }

    /**
     * Whether the limits of the file are left out. A bisection asks for changes: a violated limit would end its runs with
     * {@code DURATION=auto} before the comparison is decided.
     */
    private static boolean ignoresLimits() {
        String text = text(IGNORE_LIMITS);
        if (text.isEmpty() || text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new BadInputException(IGNORE_LIMITS + ": '" + text + "' is neither true nor false; set one of them");
    }

    /** The error rate of the option, else of the file, else the usual one or a wider limit on errors. */
    private double errorRate(double inFile, List<Limit> decide) {
        if (maxErrorRate != null) {
            return maxErrorRate;
        }
        double usual = setting("MAX_ERROR_RATE").orElse(Policy.standard().maxErrorRate());
        return Double.isNaN(inFile) ? Limit.errorRate(decide, usual) : inFile;
    }

    private Policy overridden(Policy policy) {
        if (gate != null && gate.isEmpty()) {
            throw new BadInputException("--gate: names no metric; specify one, such as --gate p95,p99");
        }
        List<Limit> decide = Objects.requireNonNullElse(limits, policy.limits());
        return new Policy(
                threshold().orElse(policy.threshold()),
                errorRate(policy.maxErrorRate(), decide),
                Objects.requireNonNullElse(gate, policy.gated()),
                Objects.requireNonNullElse(assumedSpread, policy.assumedSpread()),
                limits == null && ignoresLimits() ? List.of() : decide,
                policy.limitsAlone(),
                policy.rule());
    }

    /** Converts an option in percent to a share: 20 becomes 0.2. */
    static final class Percent implements ITypeConverter<Double> {

        @Override
        public Double convert(String value) {
            if (value.matches("\\d{1,9}(\\.\\d{1,9})?")) {
                return Double.parseDouble(value) / 100;
            }
            throw new TypeConversionException(
                    "'" + value + "' is not a number of percent; specify it without the sign, such as 20 or 2.5");
        }
    }
}
