package analyzer.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import analyzer.metrics.Metric;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

    @ParameterizedTest
    @CsvSource({
        "*, '', true",
        "a*b*c, abc, true",
        "a*b*c, a-b-b-c, true",
        "a*a, a, false",
        "a*b*c, ac, false",
        "a*a, aa, true",
        "*ab*ab, ab, false",
        "**, x, true",
        "a*, 'a\nb', true",
        "a.c, abc, false",
    })
    void aStarIsAnyText(String pattern, String endpoint, boolean fits) {
        assertEquals(
                fits ? 1 : 0,
                new Policies(Policy.standard(), List.of(rule(pattern)))
                                .apply(endpoint)
                                .rule()
                                .equals(pattern)
                        ? 1
                        : 0);
    }

    @Test
    @Timeout(5)
    void aPatternOfManyStarsTakesNoLonger() {
        Policies many = new Policies(Policy.standard(), List.of(rule("*a".repeat(50) + "b")));
        assertEquals("", many.apply("a".repeat(5000)).rule());
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
