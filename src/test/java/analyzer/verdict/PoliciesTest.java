package analyzer.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import analyzer.metrics.Metric;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesTest {

    private final Policies policies =
            new Policies(Policy.standard(), List.of(rule("/v1/auth/login"), rule("/v1/auth/*"), rule("*/live")));

    @ParameterizedTest
    @CsvSource({
        "/v1/auth/login, /v1/auth/login",
        "/v1/auth/logout, /v1/auth/*",
        "/v1/auth/, /v1/auth/*",
        "/v1/healthz/live, */live",
        "/v1/auth, ''",
        "/v1/healthz/live/2, ''",
        "/v2/v1/auth/login, ''",
        "/v1xauth/login, ''",
    })
    void theFirstRuleWhosePatternFitsTheWholeNameHolds(String endpoint, String rule) {
        assertEquals(rule, policies.apply(endpoint).rule());
    }

    @Test
    void aRuleForNoneOfTheEndpointsIsUnused() {
        assertEquals(List.of("/v1/auth/*", "*/live"), policies.unused(List.of("/v1/auth/login", "/v1/whoami")));
        assertEquals(List.of(), policies.unused(List.of("/v1/auth/login", "/v1/auth/logout", "/live")));
    }

    private static Policy rule(String pattern) {
        return new Policy(0.2, 0.01, Set.of(Metric.P95), 0.05, List.of(), false, pattern);
    }
}
