package analyzer.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FalseDiscoveryRateTest {

    /** The example of Benjamini and Hochberg, section 3: four of fifteen hypotheses are rejected at 5 %. */
    @Test
    void agreesWithTheExampleOfItsAuthors() {
        double[] probabilities = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0000
        };

        assertEquals(0.0095, FalseDiscoveryRate.criticalPValue(probabilities));
    }

    @Test
    void nothingStandsWhereNothingIsFound() {
        assertEquals(0, FalseDiscoveryRate.criticalPValue(new double[] {0.06, 0.9}));
        assertEquals(0, FalseDiscoveryRate.criticalPValue(new double[] {}));
    }

    @Test
    void aFindingOfJustTheShareThatMayBeFalseStands() {
        assertEquals(0.05, FalseDiscoveryRate.criticalPValue(new double[] {0.05}));
        assertEquals(0.025, FalseDiscoveryRate.criticalPValue(new double[] {0.9, 0.025}));
    }

    @Test
    void aLateHitLiftsTheEarlierOnes() {
        assertEquals(0.045, FalseDiscoveryRate.criticalPValue(new double[] {0.045, 0.04}));
    }
}
