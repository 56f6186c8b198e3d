package standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkTest {

    @Test
    void everyStepNeedsTheOneBefore() {
        long a = 6_364_136_223_846_793_005L;
        long c = 1_442_695_040_888_963_407L;
        assertEquals(a * (a * 2 + c) + c, Work.compute(2));
        assertEquals(0, Work.compute(0));
    }

    @Test
    void workRunsOnAThreadOfItsOwn() throws Exception {
        try (Work work = new Work("a name")) {
            CompletableFuture<String> first = new CompletableFuture<>();
            CompletableFuture<String> second = new CompletableFuture<>();
            CompletableFuture<Void> both = new CompletableFuture<>();
            work.run(1000, 0, () -> {
                first.complete(Thread.currentThread().getName());
                both.join();
            });
            // The first task still runs.
            work.run(1000, 0, () -> second.complete(Thread.currentThread().getName()));
            assertEquals("a name", first.get(10, TimeUnit.SECONDS));
            assertEquals("a name", second.get(10, TimeUnit.SECONDS));
            both.complete(null);
        }
    }

    @Test
    void anEndpointThatComputesIsSlowedDownAsOneThatWaits() {
        StandInConfig config = StandInConfig.defaults().withWork(Map.of(Endpoint.WHOAMI, 0.05));
        Dice dice = new Dice(Endpoint.WHOAMI, config, 1);
        Dice slower = new Dice(Endpoint.WHOAMI, config.withSlowdown(Map.of(Endpoint.WHOAMI, 2.0)), 1);
        assertEquals(1_500_000, dice.workNanos());
        assertEquals(3_000_000, slower.workNanos());
        assertTrue(dice.works());
        assertFalse(new Dice(Endpoint.LIVE, config, 1).works());
    }

    @Test
    void itsAnswersAreThoseOfTheApi() {
        StandInConfig config = StandInConfig.defaults().withWork(Map.of(Endpoint.LIVE, 0.01));
        try (StandIn standIn = StandIn.start(config)) {
            assertEquals(200, new Client(standIn).get("/v1/healthz/live").statusCode());
        }
    }

    @Test
    void aBaseComputesAsWellAndHasNoFaults() {
        StandInConfig config = StandInConfig.defaults()
                .withPort(8000)
                .withSeed(1)
                .withWork(Map.of(Endpoint.LIVE, 0.05))
                .withSlowdown(Map.of(Endpoint.LIVE, 1.5))
                .withErrorRate(Map.of(Endpoint.LIVE, 0.5))
                .withStall(Stall.parse("2s@10s"))
                .withRateLimit(60)
                .withCsrf(true);
        assertEquals(
                StandInConfig.defaults().withWork(Map.of(Endpoint.LIVE, 0.05)).withCsrf(true), config.withoutFaults());
        assertEquals(Optional.empty(), config.withoutFaults().stall());
    }
}
