package simulations.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import java.util.List;

/**
 * A simulation of one scenario. Its file defines what a virtual user does, in Gatling's DSL. Load, targets, warm-up, paired runs,
 * preflight and the run record come from this class.
 *
 * <pre>{@code
 * public final class StateSimulation extends ApiSimulation {
 *
 *     @Override
 *     protected ChainBuilder prepare(Api api) {
 *         return api.logIn();
 *     }
 *
 *     @Override
 *     protected ChainBuilder iteration(Api api) {
 *         return exec(api.get("/v1/state")
 *                 .header("Authorization", "Bearer #{accessToken}")
 *                 .check(status().is(200)));
 *     }
 * }
 * }</pre>
 *
 * <p>The analyzer treats each request name as an endpoint. Settings for {@code StateSimulation} alone begin with {@code STATE_},
 * such as {@code STATE_CONCURRENCY} or {@code STATE_PATH}.
 */
public abstract class ApiSimulation extends LoadSimulation {

    /**
     * Defines what each virtual user does once, before the load. It is never measured. Called once for each side of a run.
     *
     * @return the steps; none unless overridden
     */
    protected ChainBuilder prepare(Api api) {
        return ChainBuilder.EMPTY;
    }

    /**
     * Defines what each virtual user repeats, and what is measured. Called once for each side and phase of a run. A user keeps its
     * session from iteration to iteration.
     */
    protected abstract ChainBuilder iteration(Api api);

    @Override
    protected final List<Weighted> scenarios() {
        return List.of(weight(1, this));
    }
}
