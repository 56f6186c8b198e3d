package simulations;

import java.util.List;
import simulations.scenario.LoadSimulation;

/** All scenarios at the same time, as a realistic mix: the users are split by weight. */
public final class MixedSimulation extends LoadSimulation {

    @Override
    protected List<Weighted> scenarios() {
        return List.of(
                weight(2, new LiveSimulation()),
                weight(4, new WhoamiSimulation()),
                weight(1, new LoginSimulation()),
                weight(3, new MusicCommandSimulation()));
    }
}
