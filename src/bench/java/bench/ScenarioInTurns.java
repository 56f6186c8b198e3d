package bench;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import simulations.scenario.Api;
import simulations.scenario.ApiSimulation;
import simulations.scenario.Steps;

/**
 * A scenario whose users leave it half of the time for a bare loop of {@link BareRequest its request}. All of it in one JVM:
 * two JVMs that run the same code differ by more than checks and sessions cost.
 */
public final class ScenarioInTurns extends ApiSimulation {

    /** System property that names the class of the scenario. */
    static final String SCENARIO = "bench.scenario";

    /** System property that names the file for the {@link Turn turns}. */
    static final String TURNS = "bench.turns";

    /** System property for the number of pairs of turns, those of the warm-up among them. */
    static final String PAIRS = "bench.pairs";

    /** How long a turn lasts. */
    static final long TURN_MILLIS = 1000;

    /** What is left out of its beginning, when users still come over. */
    private static final long UNCOUNTED_MILLIS = 200;

    private static final long SEED = 20_261_130;

    private final ApiSimulation scenario = newScenario();
    private final LongAdder answered = new LongAdder();
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean isBare;

    /**
     * A time in which all users do the same.
     *
     * @param isBare whether that is the bare loop
     * @param from its beginning, milliseconds since 1970
     * @param to its end
     * @param answered requests that were answered meanwhile
     */
    record Turn(boolean isBare, long from, long to, long answered) {

        static List<Turn> read(Path file) throws IOException {
            return Files.readAllLines(file).stream().map(Turn::parse).toList();
        }

        private static Turn parse(String line) {
            String[] words = line.split(" ");
            return new Turn(
                    Boolean.parseBoolean(words[0]),
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]));
        }

        private String line() {
            return isBare + " " + from + " " + to + " " + answered;
        }
    }

    private static ApiSimulation newScenario() {
        try {
            return (ApiSimulation) Class.forName(System.getProperty(SCENARIO))
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected ChainBuilder prepare(Api api) {
        return Steps.toPrepare(scenario, api);
    }

    @Override
    protected ChainBuilder iteration(Api api) {
        return exec(doIfOrElse(session -> isBare)
                .then(asLongAs(session -> isBare, "bare", false)
                        .on(exec(BareRequest.request()).exec(this::count)))
                .orElse(Steps.toIterate(scenario, api).exec(this::count)));
    }

    private Session count(Session session) {
        answered.increment();
        if (!begun.get() && begun.compareAndSet(false, true)) {
            Thread turns = new Thread(this::takeTurns, "bench-turns");
            turns.setDaemon(true);
            turns.start();
        }
        return session;
    }

    private void takeTurns() {
        try {
            Random random = new Random(SEED);
            List<String> turns = new ArrayList<>();
            for (int pair = 0; pair < Integer.getInteger(PAIRS); pair++) {
                boolean bareFirst = random.nextBoolean();
                turns.add(turn(bareFirst).line());
                turns.add(turn(!bareFirst).line());
            }
            isBare = false;
            Files.write(Path.of(System.getProperty(TURNS)), turns);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Turn turn(boolean bare) throws InterruptedException {
        isBare = bare;
        Thread.sleep(UNCOUNTED_MILLIS);
        long before = answered.sum();
        long from = System.currentTimeMillis();
        Thread.sleep(TURN_MILLIS - UNCOUNTED_MILLIS);
        return new Turn(bare, from, System.currentTimeMillis(), answered.sum() - before);
    }
}
