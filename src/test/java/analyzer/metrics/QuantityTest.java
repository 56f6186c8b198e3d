package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuantityTest {

    @Test
    void onlyOneIsSingular() {
        assertEquals("0 requests", Quantity.of(0, "request"));
        assertEquals("1 request", Quantity.of(1, "request"));
        assertEquals("2 requests", Quantity.of(2, "request"));
    }
}
