package analyzer.pool;

import analyzer.gatling.LogHeader;
import analyzer.gatling.RunReader;
import analyzer.gatling.RunStatistics;
import analyzer.gatling.TimeFrame;
import analyzer.io.BadInputException;
import analyzer.io.Parallel;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.Machine;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Starvation;
import analyzer.pool.PooledRun.InjectorResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the runs of several injectors as if they were the run of one. */
public final class Pool {

    /** Flaw of a single injector. The flaw with the figures is one for all of them. */
    private static final String STARVED = "the load generator was starved";

    /** If each of the others has at least this many requests, an injector without any has lost them or had another load. */
    private static final long SURE_OF_ONE = 20;

    private final DistributedRun run;
    private final Map<String, PooledEndpoint> endpoints = new TreeMap<>();
    private final Map<Integer, InjectorResult> byInjector = new TreeMap<>();

    /** The flaws of each injector except that it was starved, which one sentence says of all. */
    private final Map<Integer, List<String>> otherFlaws = new TreeMap<>();

    private final Map<Integer, RunStatistics> statistics = new TreeMap<>();
    private final Map<Integer, Starvation> starved = new TreeMap<>();

    private Pool(DistributedRun run) {
        this.run = run;
        run.endpoints().forEach(endpoint -> endpoints.put(endpoint, new PooledEndpoint()));
    }

    /**
     * The pooled runs.
     *
     * @param runs one for each simulation
     * @param notes which folders were left out, and why
     * @param together whether the runs were set to begin at given moments, as those of one series are
     */
    public record Reading(List<PooledRun> runs, List<String> notes, boolean together) {}

    /**
     * Reads and pools the runs in folders.
     *
     * @param since runs whose measured time began earlier are ignored
     * @throws BadInputException if a folder contains nothing usable, or the folders do not contain one distributed run
     */
    public static Reading read(List<Path> folders, Optional<Instant> since) {
        List<String> notes = new ArrayList<>();
        List<DistributedRun> runs = InjectorFolders.bySimulation(folders, since, notes).stream()
                .map(found -> DistributedRun.of(found, notes))
                .toList();
        DistributedRun.requireCommonInjectors(runs);
        return new Reading(
                runs.stream().map(run -> new Pool(run).read()).toList(),
                List.copyOf(notes),
                runs.stream().anyMatch(run -> run.first().injector().startAt().isPresent()));
    }

    private PooledRun read() {
        List<InjectorRun> withLog = run.withLog();
        run.injectors().stream().filter(injector -> !withLog.contains(injector)).forEach(this::addWithoutLog);
        Set<String> flaws = new LinkedHashSet<>();
        run.missingFlaw().ifPresent(flaws::add);
        if (withLog.isEmpty()) {
            InjectorRun any = run.injectors().get(0);
            Instant from = any.info().measuredFrom();
            return pooled(any.index(), Duration.ZERO, Duration.ZERO, from, from, "", flaws);
        }
        Clocks clocks = Clocks.of(withLog);
        CommonWindow window = CommonWindow.of(withLog, clocks);
        Instant origin = withLog.stream()
                .map(injector -> clocks.corrected(
                        injector, injector.header().orElseThrow().start()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Parallel.map(withLog, injector -> {
            TimeFrame frame = new TimeFrame(origin, window.from(), window.to(), clocks.ahead(injector));
            add(injector, clocks, RunReader.read(injector.folder(), frame));
            return injector;
        });
        window.flaw().ifPresent(flaws::add);
        String version = withLog.get(0).header().map(LogHeader::gatlingVersion).orElse("");
        Duration common = Duration.between(window.from(), window.to());
        return pooled(clocks.reference(), window.spread(), common, origin, window.from(), version, flaws);
    }

    /** Adds one injector. Several threads read but only one adds at a time, so samples are held only for logs being read. */
    private synchronized void add(InjectorRun injector, Clocks clocks, RunReader.Reading reading) {
        List<EndpointResult> results = reading.results();
        Set<String> flaws = new LinkedHashSet<>();
        for (EndpointResult result : results) {
            endpoints
                    .computeIfAbsent(result.endpoint(), unseen -> new PooledEndpoint())
                    .add(result);
            flaws.addAll(result.flaws());
        }
        otherFlaws.put(injector.index(), List.copyOf(flaws));
        Optional<GeneratorHealth> health = results.stream()
                .map(EndpointResult::health)
                .flatMap(Optional::stream)
                .findFirst();
        health.flatMap(Starvation::of).ifPresent(starvation -> {
            starved.put(injector.index(), starvation);
            flaws.add(STARVED);
        });
        reading.statistics().ifPresent(known -> statistics.put(injector.index(), known));
        byInjector.put(
                injector.index(),
                new InjectorResult(
                        injector.index(),
                        injector.info().machine(),
                        clocks.offsetOf(injector),
                        health,
                        results.stream().map(PooledEndpoint::figuresOf).toList(),
                        List.copyOf(flaws)));
    }

    private void addWithoutLog(InjectorRun injector) {
        String why = injector.info()
                .failure()
                .map(failure -> "the load failed: " + failure)
                .orElse("it left no log: " + injector.folder().log() + " is missing or empty");
        otherFlaws.put(injector.index(), List.of(why));
        byInjector.put(
                injector.index(),
                new InjectorResult(
                        injector.index(),
                        injector.info().machine(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(why)));
    }

    private PooledRun pooled(
            int reference,
            Duration spread,
            Duration common,
            Instant origin,
            Instant measuredFrom,
            String version,
            Set<String> flaws) {
        Map<String, List<Integer>> injectorsByFlaw = new LinkedHashMap<>();
        otherFlaws.forEach((index, own) -> own.forEach(flaw -> injectorsByFlaw
                .computeIfAbsent(flaw, unseen -> new ArrayList<>())
                .add(index)));
        injectorsByFlaw.forEach((flaw, injectors) -> flaws.add(DistributedRun.named(injectors) + ": " + flaw));
        starvation().ifPresent(flaws::add);
        RunInfo first = run.first().info();
        RunInfo info = new RunInfo(
                        first.profile().times(run.count()),
                        List.copyOf(run.endpoints()),
                        measuredFrom,
                        machines(),
                        run.commit(),
                        Optional.empty())
                .withArrivals(run.injectors().stream()
                        .flatMap(injector -> injector.info().arrivals().stream())
                        .reduce(RunInfo.Arrivals::plus))
                .withUptimes(
                        run.injectors().stream()
                                .flatMap(injector -> injector.info().uptime().stream())
                                .findFirst(),
                        Optional.empty())
                // Only a single injector can end with the verdict. The looks at it cost precision as well.
                .withAuto(first.auto());
        String where = run.injectors().stream()
                .map(injector -> injector.path().toString())
                .collect(Collectors.joining(", "));
        List<EndpointResult> results = new ArrayList<>();
        endpoints.forEach((endpoint, pooled) -> {
            List<String> all = new ArrayList<>(flaws);
            lacking(endpoint).ifPresent(all::add);
            results.add(pooled.result(endpoint, where, origin, info, version, all));
        });
        return new PooledRun(
                run.simulation(),
                run.count(),
                reference,
                origin,
                spread,
                common,
                results,
                List.copyOf(byInjector.values()),
                statistics());
    }

    /** The flaw that only some of the injectors measured an endpoint. */
    private Optional<String> lacking(String endpoint) {
        Map<Integer, Long> requests = new TreeMap<>();
        byInjector.values().stream()
                .filter(one -> !one.results().isEmpty())
                .forEach(one -> requests.put(
                        one.index(),
                        one.results().stream()
                                .filter(result -> result.endpoint().equals(endpoint))
                                .mapToLong(result -> result.metrics().totalRequests())
                                .sum()));
        List<Integer> without = requests.keySet().stream()
                .filter(index -> requests.get(index) == 0)
                .toList();
        long least = requests.values().stream()
                .mapToLong(Long::longValue)
                .filter(count -> count > 0)
                .min()
                .orElse(0);
        return without.isEmpty() || least < SURE_OF_ONE
                ? Optional.empty()
                : Optional.of(DistributedRun.named(without) + " sent no request to it, and each of the others sent "
                        + least + " or more");
    }

    /** Why the figures are not those of the target: one sentence for any number of starved injectors. */
    private Optional<String> starvation() {
        return starved.entrySet().stream()
                .max(Comparator.comparingDouble(one -> one.getValue().health().worstDelayMillis()))
                .map(worst -> {
                    boolean one = starved.size() == 1;
                    return (one ? "the load generator of " : "the load generators of ")
                            + DistributedRun.named(starved.keySet())
                            + (one ? " was starved: " : " were starved, injector " + worst.getKey() + " the most: ")
                            + worst.getValue()
                            + ", so the figures describe " + (one ? "its machine" : "their machines")
                            + ", not the target; give each injector separate processors, or load with fewer"
                            + " users";
                });
    }

    /** Statistics of all injectors, in the order of their numbers. A stats.json of some would look like one of all. */
    private Optional<RunStatistics> statistics() {
        if (statistics.size() < run.count()) {
            return Optional.empty();
        }
        RunStatistics all = new RunStatistics();
        statistics.values().forEach(all::add);
        return Optional.of(all);
    }

    /** Combines the machines into one, with all different kinds and the cores of all of them. */
    private Machine machines() {
        List<Machine> machines = run.injectors().stream()
                .map(injector -> injector.info().machine())
                .toList();
        return new Machine(
                kinds(machines, Machine::cpu),
                machines.stream().mapToInt(Machine::cores).sum(),
                kinds(machines, Machine::os),
                kinds(machines, Machine::jvm));
    }

    private static String kinds(List<Machine> machines, Function<Machine, String> part) {
        return machines.stream().map(part).distinct().sorted().collect(Collectors.joining(" and "));
    }
}
