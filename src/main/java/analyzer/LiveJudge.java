package analyzer;

import analyzer.baseline.BaselineFolder;
import analyzer.gatling.RunReader;
import analyzer.io.BadInputException;
import analyzer.metrics.AutoDuration;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.RunInfo;
import analyzer.verdict.Judge;
import analyzer.verdict.Outlook;
import analyzer.verdict.Policies;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine;

/**
 * Takes interim looks at a run in progress, with the log, policy file, baselines and rule that the analysis of the finished
 * run uses. What is decided here is also decided for that analysis, unless it uses another policy or other baselines, or gates or
 * limits what the target used, which is known only after the run.
 */
public final class LiveJudge {

    private final Path folder;
    private final RunInfo run;
    private final AutoDuration duration;
    private final Policies policies;
    private final BaselineFolder baselines;

    /**
     * Prepares the looks at a run.
     *
     * @param folder folder where Gatling writes its log
     * @param run the run record; its measured time must not be fixed
     * @throws BadInputException if the policy file or a baseline cannot be used
     */
    public LiveJudge(Path folder, RunInfo run) {
        this.folder = folder;
        this.run = run;
        this.duration = run.auto().orElseThrow();
        this.policies = CommandLine.populateCommand(new PolicyOptions()).policiesOfSome(run.endpoints(), unused -> {});
        this.baselines = run.baseTarget().isPresent()
                ? BaselineFolder.none()
                : CommandLine.populateCommand(new Folders()).readBaselines();
    }

    /**
     * What a look sees of a run.
     *
     * @param newest end of the newest request that was seen; later requests may be missing
     * @param endpoints the state of each endpoint
     */
    public record Sight(Instant newest, List<Endpoint> endpoints) {

        /** Whether all endpoints fail too often, regardless of the rest of the run. */
        public boolean isFailing() {
            return !endpoints.isEmpty() && endpoints.stream().allMatch(Endpoint::failing);
        }
    }

    /**
     * The state of an endpoint.
     *
     * @param outlook the outlook of the judge
     * @param failing whether more requests to the endpoint, or to its base, have failed than are allowed of all that would be
     *     sent up to the maximum at the rate so far
     */
    public record Endpoint(Outlook outlook, boolean failing) {

        /** Whether the endpoint needs more time. */
        public boolean isOpen() {
            return !failing && !outlook.isDecided() && !outlook.precise();
        }
    }

    /**
     * Looks at the requests that began in the first part of the measured time. Empty until Gatling has written any.
     *
     * @param measured length of that part
     * @throws BadInputException if the log cannot be used
     */
    public Optional<Sight> lookAt(Duration measured) {
        return RunReader.soFar(folder, run.lasting(measured, duration)).map(soFar -> sight(soFar, measured));
    }

    private Sight sight(RunReader.SoFar soFar, Duration measured) {
        double stretch = (double) duration.most().toMillis() / measured.toMillis();
        List<Outlook> outlooks = new Judge(endpoint -> policies.apply(endpoint).whileUnderWay())
                .lookAt(soFar.results(), baselines::of, stretch);
        return new Sight(
                soFar.newest(),
                IntStream.range(0, outlooks.size())
                        .mapToObj(i -> new Endpoint(
                                outlooks.get(i), isFailing(soFar.results().get(i), stretch)))
                        .toList());
    }

    private boolean isFailing(EndpointResult result, double stretch) {
        double allowed = policies.apply(result.endpoint()).maxErrorRate() * stretch;
        return result.errorRate() > allowed
                || result.base().filter(base -> base.errorRate() > allowed).isPresent();
    }
}
