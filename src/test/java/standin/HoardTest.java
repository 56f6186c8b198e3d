package standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HoardTest {

    @Test
    void keepsAllocatedMemoryUpToALimit() {
        Hoard hoard = new Hoard(100_000);
        hoard.keep(40_000);
        hoard.keep(40_000);
        assertEquals(80_000, hoard.bytes());

        hoard.keep(40_000);
        assertTrue(hoard.bytes() < 40_000, hoard.bytes() + " bytes");
    }

    @Test
    void anEndpointAllocatesTheConfiguredAmount() {
        StandInConfig config = Client.FAST.withAllocation(Map.of(Endpoint.LIVE, 2.5));
        assertEquals(2560, new Dice(Endpoint.LIVE, config, 1).allocatedBytes());
        assertEquals(0, new Dice(Endpoint.WHOAMI, config, 1).allocatedBytes());
        try (StandIn standIn = StandIn.start(config)) {
            assertEquals(200, new Client(standIn).get("/v1/healthz/live").statusCode());
            assertEquals(200, new Client(standIn).get("/v1/whoami").statusCode());
            assertEquals(2560, standIn.hoardedBytes());
        }
    }

    @Test
    void aBaseAllocatesNothing() {
        StandInConfig config = StandInConfig.defaults().withAllocation(Map.of(Endpoint.LIVE, 100.0));
        assertTrue(config.switchedOn().get(0).contains("allocating 100.0 KB"), config.switchedOn()::toString);
        assertFalse(config.withoutFaults().allocation().containsKey(Endpoint.LIVE));
    }
}
