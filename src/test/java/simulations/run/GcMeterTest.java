package simulations.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.GeneratorHealth.GcPauses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GcMeterTest {

    @Test
    @Timeout(60)
    void countsPausesAndTheLongest() {
        GcPauses pauses;
        do {
            GcMeter meter = new GcMeter();
            meter.start();
            System.gc();
            System.gc();
            pauses = meter.stop().orElseThrow();
            // Notifications arrive on another thread, sometimes after the second collection.
        } while (pauses.maxMillis() == 0);
        assertTrue(pauses.totalMillis() >= pauses.maxMillis(), pauses.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"G1 Young Generation", "G1 Old Generation", "PS Scavenge", "Copy", "ZGC Pauses"})
    void theseStopTheWorld(String collector) {
        assertTrue(GcMeter.stopsTheWorld(collector));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZGC Cycles", "ZGC Major Cycles", "Shenandoah Cycles", "G1 Concurrent GC"})
    void theseRunConcurrently(String collector) {
        assertFalse(GcMeter.stopsTheWorld(collector));
    }
}
