package analyzer.pool;

import analyzer.gatling.LogHeader;
import analyzer.io.BadInputException;
import analyzer.metrics.RunInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The injectors of one distributed run of one simulation.
 *
 * @param injectors the run of each injector that left one, by number
 * @param count number of injectors that the run was declared to have
 */
record DistributedRun(List<InjectorRun> injectors, int count) {

    /** Largest number of injectors that are listed. */
    private static final int MAX_NAMES = 10;

    DistributedRun {
        injectors = List.copyOf(injectors);
    }

    /**
     * Combines the runs of one simulation.
     *
     * @param notes receives the runs that were left out as older
     * @throws BadInputException if the runs are not of one distributed run
     */
    static DistributedRun of(List<InjectorRun> runs, List<String> notes) {
        Map<Integer, InjectorRun> byIndex = new TreeMap<>();
        for (InjectorRun run : ofNewestStart(runs, notes)) {
            InjectorRun other = byIndex.put(run.index(), run);
            if (other != null) {
                throw run.hasLogOf(other)
                        ? InjectorFolders.sameLog(run, other)
                        : InjectorFolders.sameNumber(run, other);
            }
        }
        List<InjectorRun> injectors = List.copyOf(byIndex.values());
        requireLogsOfTheirOwn(injectors);
        InjectorRun first = first(injectors);
        injectors.stream().filter(InjectorRun::wasSetUp).forEach(run -> requireSame(run, first));
        injectors.stream()
                .filter(run -> run.header().isPresent())
                .reduce(same(
                        "Gatling",
                        run -> run.header().map(LogHeader::gatlingVersion).orElseThrow()));
        injectors.stream()
                .filter(DistributedRun::knowsCommit)
                .reduce(same("commit", run -> run.info().commit()));
        return new DistributedRun(injectors, first.injector().count());
    }

    /** Rejects one log under two numbers, which is a copy. */
    private static void requireLogsOfTheirOwn(List<InjectorRun> injectors) {
        for (InjectorRun run : injectors) {
            for (InjectorRun other : injectors) {
                if (other.index() < run.index() && run.hasLogOf(other)) {
                    throw InjectorFolders.sameLog(run, other);
                }
            }
        }
    }

    /**
     * Checks that the same injectors ran all simulations.
     *
     * @throws BadInputException if two have no injector in common
     */
    static void requireCommonInjectors(Collection<DistributedRun> runs) {
        DistributedRun first = runs.iterator().next();
        for (DistributedRun other : runs) {
            Set<Integer> common = indexes(other);
            common.retainAll(indexes(first));
            if (common.isEmpty()) {
                throw refused(
                        other.injectors.get(0),
                        first.injectors.get(0),
                        "is a run of " + other.simulation() + ", not of " + first.simulation()
                                + "; pool the injectors of one simulation");
            }
        }
    }

    private static Set<Integer> indexes(DistributedRun run) {
        return run.injectors.stream().map(InjectorRun::index).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The run whose target and load are those of all. */
    InjectorRun first() {
        return first(injectors);
    }

    private static InjectorRun first(List<InjectorRun> injectors) {
        // What the scenario sends is known only after its preflight.
        return injectors.stream()
                .filter(run -> run.info().failure().isEmpty())
                .findFirst()
                .or(() -> injectors.stream().filter(InjectorRun::wasSetUp).findFirst())
                .orElse(injectors.get(0));
    }

    /** The commit that any injector knows; empty if none does. */
    String commit() {
        return injectors.stream()
                .filter(DistributedRun::knowsCommit)
                .findFirst()
                .map(run -> run.info().commit())
                .orElse("");
    }

    String simulation() {
        return injectors.get(0).info().profile().simulation();
    }

    /** The numbers of the declared injectors that left no run. */
    List<Integer> missing() {
        Set<Integer> present = indexes(this);
        List<Integer> missing = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            if (!present.contains(index)) {
                missing.add(index);
            }
        }
        return missing;
    }

    /** The flaw that injectors are missing, in one sentence; empty if none is. */
    Optional<String> missingFlaw() {
        List<Integer> missing = missing();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(named(missing) + (missing.size() == 1 ? " is" : " are") + " missing: only "
                        + injectors.size() + " of " + count + " injectors left a run");
    }

    /** {@code injector 1} or {@code injectors 1, 2}; of many only the first. */
    static String named(Collection<Integer> injectors) {
        String numbers =
                injectors.stream().limit(MAX_NAMES).map(String::valueOf).collect(Collectors.joining(", "));
        String more = injectors.size() > MAX_NAMES ? " and " + (injectors.size() - MAX_NAMES) + " more" : "";
        return (injectors.size() == 1 ? "injector " : "injectors ") + numbers + more;
    }

    /** The endpoints that any injector measures. An injector whose load failed counts only if all of them failed. */
    Set<String> endpoints() {
        List<RunInfo> all = injectors.stream().map(InjectorRun::info).toList();
        List<RunInfo> loaded =
                all.stream().filter(info -> info.failure().isEmpty()).toList();
        return (loaded.isEmpty() ? all : loaded)
                .stream().flatMap(info -> info.endpoints().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The injectors that left a log. */
    List<InjectorRun> withLog() {
        return injectors.stream().filter(run -> run.header().isPresent()).toList();
    }

    /** Keeps the runs with the newest START_AT. An injector whose newest run has an earlier one took no part in them. */
    private static List<InjectorRun> ofNewestStart(List<InjectorRun> runs, List<String> notes) {
        Optional<Instant> newest =
                runs.stream().flatMap(run -> run.injector().startAt().stream()).max(Comparator.naturalOrder());
        if (newest.isEmpty()) {
            return runs;
        }
        return runs.stream()
                .filter(run -> {
                    boolean same = run.injector().startAt().equals(newest);
                    if (!same) {
                        notes.add(run.path() + " is left out: it does not belong to the run with START_AT "
                                + newest.get());
                    }
                    return same;
                })
                .toList();
    }

    private static void requireSame(InjectorRun run, InjectorRun first) {
        RunInfo mine = run.info();
        RunInfo theirs = first.info();
        List<String> differences = new ArrayList<>(mine.profile().differencesFrom(theirs.profile()));
        add(
                differences,
                "measured time",
                mine.profile().duration().toMillis() + " ms",
                theirs.profile().duration().toMillis() + " ms");
        // The endpoints are those that the injector's own preflight requested: one branch of several, in any order.
        // What all branches send is in the profile, unless the run failed.
        boolean comparedByProfile =
                !mine.profile().sent().isEmpty() && !theirs.profile().sent().isEmpty();
        if (!comparedByProfile && mine.failure().isEmpty() && theirs.failure().isEmpty()) {
            add(differences, "endpoints", new TreeSet<>(mine.endpoints()), new TreeSet<>(theirs.endpoints()));
        }
        add(differences, "injectors", run.injector().count(), first.injector().count());
        requireNone(differences, run, first);
    }

    private static boolean knowsCommit(InjectorRun run) {
        return !run.info().commit().isEmpty();
    }

    /** Compares two injectors that know something. Returns the first, to compare it with the next. */
    private static BinaryOperator<InjectorRun> same(String name, Function<InjectorRun, String> known) {
        return (first, run) -> {
            List<String> differences = new ArrayList<>();
            add(differences, name, known.apply(run), known.apply(first));
            requireNone(differences, run, first);
            return first;
        };
    }

    private static void requireNone(List<String> differences, InjectorRun run, InjectorRun first) {
        if (!differences.isEmpty()) {
            throw refused(
                    run,
                    first,
                    "belongs to another run: " + String.join(", ", differences) + "; pool the injectors of one run");
        }
    }

    private static void add(List<String> differences, String name, Object mine, Object theirs) {
        if (!mine.equals(theirs)) {
            differences.add(name + " " + mine + ", not " + theirs);
        }
    }

    private static BadInputException refused(InjectorRun run, InjectorRun other, String why) {
        return new BadInputException(run.path() + ": cannot be pooled with " + other.path() + ": it " + why);
    }
}
