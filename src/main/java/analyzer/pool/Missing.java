package analyzer.pool;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The injectors that were declared and left nothing. */
final class Missing {

    /** Of hundreds nobody wants to read all numbers. */
    private static final int MAX_NAMES = 10;

    private Missing() {}

    /** The flaw that they are, in one sentence; empty when none is missing. */
    static Optional<String> flaw(OneRun run) {
        List<Integer> missing = run.missing();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String numbers = missing.stream().limit(MAX_NAMES).map(String::valueOf).collect(Collectors.joining(", "));
        String more = missing.size() > MAX_NAMES ? " and " + (missing.size() - MAX_NAMES) + " more" : "";
        return Optional.of(
                (missing.size() == 1 ? "injector " + numbers + " is" : "injectors " + numbers + more + " are")
                        + " missing: of " + run.count() + " injectors "
                        + run.injectors().size() + " left a run");
    }
}
