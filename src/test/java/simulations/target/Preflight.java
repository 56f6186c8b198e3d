package simulations.target;

import analyzer.gatling.RunFolder;
import analyzer.gatling.RunReader;
import analyzer.gatling.RunSearch;
import analyzer.io.BadInputException;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.RunInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import simulations.config.Load;
import simulations.config.LoadConfig;
import simulations.config.Setting;
import simulations.target.Trial.Exchange;

/**
 * Check of the targets before any load. Each must respond, and one user walks through the scenario once. This runs in a process of
 * its own, so that it leaves no traces in the process that measures. Requests that change the target are sent only as often as the
 * scenario sends them.
 */
public final class Preflight {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Enough for a JVM to start on a busy machine. The time for the scenario is added. */
    private static final Duration START = Duration.ofSeconds(30);

    /** The process lives for a second or two: C2 would cost more than it saves. */
    private static final List<String> JVM =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m");

    /** Prefix that Gatling adds to the message of one of the project's own checks. */
    private static final String EXCEPTION = "j.l.IllegalArgumentException: ";

    /** File with the output of the other process. */
    private static final String OUTPUT = "output";

    /** Line in Gatling's log for a step that failed, with the reason. */
    private static final Pattern CRASH = Pattern.compile("\\[ERROR\\s*] i\\.g\\.\\S+ - .*?: (.*)");

    private final LoadConfig config;
    private final List<Target> targets;
    private final Map<String, String> pathSettings;
    private final Map<String, String> properties;

    /**
     * @param pathSettings the setting that changes the path of a request, by the name of the request
     * @param properties the system properties given to this process, which the other process also gets
     */
    public Preflight(
            LoadConfig config, List<Target> targets, Map<String, String> pathSettings, Map<String, String> properties) {
        this.config = config;
        this.targets = targets;
        this.pathSettings = pathSettings;
        this.properties = properties;
    }

    /**
     * Checks whether the targets can be loaded.
     *
     * @param trialProperty the system property that makes the simulation a trial and names the file to write
     * @return the requests and their responses
     * @throws PreflightException if a target cannot be loaded by this simulation
     */
    public Trial check(Class<?> simulation, String trialProperty) {
        for (Target target : targets) {
            Patience.waitForAnswer(target, config, System.out::println);
            answers(target);
        }
        Path folder = null;
        try {
            folder = Files.createTempDirectory("trial");
            return judged(run(simulation, trialProperty, folder), folder);
        } catch (IOException e) {
            throw new PreflightException(
                    "the preflight could not run (" + e.getMessage() + "); check the temporary folder of this machine");
        } finally {
            delete(folder);
        }
    }

    private void answers(Target target) {
        try {
            new ApiClient(TIMEOUT, target.setting()).get(target.url() + "/");
        } catch (PreflightException e) {
            throw new PreflightException(e.getMessage() + hint(target));
        }
    }

    private static String hint(Target target) {
        return target.isFound()
                ? " (BASE_URL is not set, so the server that listens on " + target.url()
                        + " is used as the backend: set BASE_URL, or stop that server to use the stand-in)"
                : "";
    }

    private Trial run(Class<?> simulation, String trialProperty, Path folder) throws IOException {
        Path file = folder.resolve("trial.json");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("@" + Files.writeString(folder.resolve("properties"), arguments()));
        command.addAll(List.of(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-D" + trialProperty + "=" + file,
                "-cp",
                System.getProperty("java.class.path"),
                "io.gatling.app.Gatling",
                "--simulation",
                simulation.getName(),
                "--results-folder",
                folder.toString(),
                "--no-reports"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(OUTPUT).toFile());
        Process process = builder.start();
        Duration limit = START.plus(config.prepareTimeout())
                .plus(config.searchRateLimit() ? RateLimitSearch.LONGEST : Duration.ZERO);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PreflightException("one user did not complete " + simulation.getSimpleName() + " within "
                        + Load.text(limit) + "; find out what it waits for, or set a longer PREPARE_TIMEOUT");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PreflightException("the preflight was interrupted");
        } finally {
            process.destroyForcibly();
        }
        return Trial.read(file)
                .orElseThrow(() -> new PreflightException(
                        "the preflight ended without a result: " + lastLine(folder.resolve(OUTPUT))));
    }

    /** The arguments for a file, because they include passwords and every user of this machine can read a command line. */
    private String arguments() {
        Map<String, String> given = new TreeMap<>(properties);
        // The second process must not start another stand-in.
        given.put(Setting.BASE_URL.name(), targets.get(0).url());
        if (targets.size() > 1) {
            given.put(Setting.BASELINE_URL.name(), targets.get(1).url());
        }
        return given.entrySet().stream()
                .map(property -> "-D" + property.getKey() + "=" + property.getValue())
                .map(argument -> "\"" + argument.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
                .collect(Collectors.joining());
    }

    private Trial judged(Trial trial, Path folder) {
        if (!trial.passed()) {
            throw new PreflightException(explanation(trial, folder));
        }
        trial.limited().ifPresent(request -> {
            throw new PreflightException(request + " returned 429; " + Advice.LIMITED);
        });
        return trial;
    }

    private String explanation(Trial trial, Path folder) {
        Map<String, String> failures = failures(folder);
        for (Exchange exchange : trial.exchanges()) {
            Target target = targetOf(exchange);
            if (failures.containsKey(exchange.name())) {
                String failure = failures.get(exchange.name());
                Optional<Exchange> answered = trial.exchanges().stream()
                        .filter(other -> other.name().equals(exchange.name())
                                && other.status().isPresent())
                        .reduce((first, second) -> first.status().orElse(0) >= 500 ? first : second);
                return answered.map(answer -> Advice.on(
                                        answer,
                                        failure,
                                        pathSettings,
                                        config.csrfPath().isPresent(),
                                        target))
                                .orElse(exchange + " got no response (" + failure + "); check that the backend at "
                                        + target.setting() + " is up, and look into its log")
                        + hint(target);
            }
        }
        Optional<String> reason = failures.values().stream().findFirst().or(() -> crash(folder));
        return "one user did not complete the scenario"
                + reason.map(why -> ": " + why + "; correct the scenario")
                        .orElse("; run it with CONCURRENCY=1 and Gatling's HTTP logging to see why");
    }

    private Target targetOf(Exchange exchange) {
        return targets.stream()
                .filter(target -> exchange.url().startsWith(target.url() + "/"))
                .findFirst()
                .orElse(targets.get(0));
    }

    /** Failures by request name, in Gatling's words. Requests that could not be built are listed by their message. */
    private static Map<String, String> failures(Path folder) {
        Map<String, String> failures = new HashMap<>();
        try {
            for (RunFolder run : RunSearch.newestOfEach(folder)) {
                for (EndpointResult result : RunReader.read(run).results()) {
                    Stream.concat(Stream.of(result), result.base().stream())
                            .filter(one -> !one.errors().isEmpty())
                            .forEach(one -> failures.put(
                                    one.endpoint(),
                                    one.commonErrors().get(0).getKey().replace(EXCEPTION, "")));
                    // A trial writes no run record.
                    result.flaws().stream()
                            .filter(flaw -> !flaw.startsWith(RunInfo.FILE_NAME))
                            .forEach(flaw -> failures.put(flaw, flaw));
                }
            }
        } catch (BadInputException e) {
            // Without a readable run no cause can be named.
        }
        return failures;
    }

    /** Gatling's message for a step that failed. */
    private static Optional<String> crash(Path folder) {
        try (Stream<String> lines = Files.lines(folder.resolve(OUTPUT))) {
            return lines.map(CRASH::matcher)
                    .filter(Matcher::find)
                    .map(crash -> crash.group(1))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static String lastLine(Path output) {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                    .reduce((first, second) -> second)
                    .map(line -> line.replaceFirst("^error: ", ""))
                    .orElse("it printed nothing");
        } catch (IOException e) {
            return "its output cannot be read";
        }
    }

    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // A temporary folder that remains does no harm.
        }
    }
}
