package analyzer.pool;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The injectors that were declared and left no run. */
final class Missing {

    /** Largest number of injectors that are listed. */
    private static final int MAX_NAMES = 10;

    private Missing() {}

    /** The flaw that injectors are missing, in one sentence; empty if none is. */
    static Optional<String> flaw(DistributedRun run) {
        List<Integer> missing = run.missing();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(named(missing) + (missing.size() == 1 ? " is" : " are") + " missing: of " + run.count()
                + " injectors " + run.injectors().size() + " left a run");
    }

    /** {@code injector 1} or {@code injectors 1, 2}; of many only the first. */
    static String named(Collection<Integer> injectors) {
        String numbers =
                injectors.stream().limit(MAX_NAMES).map(String::valueOf).collect(Collectors.joining(", "));
        String more = injectors.size() > MAX_NAMES ? " and " + (injectors.size() - MAX_NAMES) + " more" : "";
        return (injectors.size() == 1 ? "injector " : "injectors ") + numbers + more;
    }
}
