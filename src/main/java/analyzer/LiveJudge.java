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
 * Looks at a run that is still under way, as the analysis of the finished run will: by the same log, the same policy file, the
 * same baselines and the same rule. What it finds decided is decided for the analysis, too, unless that is asked by another
 * policy or other baselines, or for CPU time, which is known when the run is over.
 */
public final class LiveJudge {

    private final Path folder;
    private final RunInfo run;
    private final AutoDuration duration;
    private final Policies policies;
    private final BaselineFolder baselines;

    /**
     * Prepares to look at a run.
     *
     * @param folder where Gatling writes its log
     * @param run what the simulation says about it; its measured time must not be fixed
     * @throws BadInputException if there is a policy file or a baseline that cannot be used
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
     * What is seen of a run.
     *
     * @param newest end of the newest request that was seen; of those that ended later there may be some that were not
     * @param endpoints what is known of each endpoint
     */
    public record Sight(Instant newest, List<Endpoint> endpoints) {

        /** Whether all of them fail too often, whatever were to come. */
        public boolean isFailing() {
            return !endpoints.isEmpty() && endpoints.stream().allMatch(Endpoint::failing);
        }
    }

    /**
     * What is known of an endpoint.
     *
     * @param outlook what the judge says
     * @param failing whether more requests to it, or to its base, have failed than are allowed to of all that would be sent up
     *     to the maximum at the rate so far
     */
    public record Endpoint(Outlook outlook, boolean failing) {

        /** Whether it needs more time. */
        public boolean isOpen() {
            return !failing && !outlook.isDecided() && !outlook.precise();
        }
    }

    /**
     * Looks at the requests that began in so much of the measured time; empty before Gatling has written any.
     *
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
