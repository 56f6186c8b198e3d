package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestRuns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slugs, timestamps and the words for a load profile. */
class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "/v1/auth/login, v1_auth_login",
        "/v1/healthz/live, v1_healthz_live",
        "/, root",
        "/a//b?c=d&e, a_b_c_d_e",
        "../../etc/passwd, etc_passwd",
        "/.hidden, hidden",
        "/.., root",
        "/v1.2, v1.2",
        "/über, ber"
    })
    void aSlugIsTheEndpointAsAFileName(String endpoint, String slug) {
        assertEquals(slug, Slug.of(endpoint));
    }

    @Test
    void aSlugFitsIntoAFileName() {
        String endpoint = "/" + "long".repeat(75);

        assertTrue(Slug.of(endpoint).length() < 200, Slug.of(endpoint));
        assertTrue(Slug.distinct(endpoint).length() < 200, Slug.distinct(endpoint));
        assertNotEquals(Slug.of(endpoint), Slug.of(endpoint + "er"));
    }

    @Test
    void timestampsAreUtc() {
        Instant time = Instant.parse("2026-11-23T14:30:05.999Z");

        assertEquals("20261123_143005", Timestamp.format(time));
        assertEquals(Optional.of(Instant.parse("2026-11-23T14:30:05Z")), Timestamp.parse("20261123_143005"));
        assertEquals(Optional.empty(), Timestamp.parse("20261323_143005"));
    }

    @Test
    void differencesOfProfilesAreNamed() {
        LoadProfile mine = TestRuns.profile(Duration.ofSeconds(30), Duration.ofSeconds(5));

        assertEquals(List.of(), mine.differencesFrom(TestRuns.profile(Duration.ofSeconds(30), Duration.ofSeconds(5))));
        assertEquals(
                List.of("duration 30s, not 2500ms", "warm-up 5s, not 0s"),
                mine.differencesFrom(TestRuns.profile(Duration.ofMillis(2500), Duration.ZERO)));
        assertEquals(
                List.of(
                        "simulation a, not simulations.LiveSimulation", "target http://x, not stand-in",
                        "concurrency 1, not 10", "mix half, not none"),
                new LoadProfile("a", "http://x", 1, mine.duration(), mine.warmUp(), "half").differencesFrom(mine));
    }

    @Test
    void aProfileReadsAsASentence() {
        assertEquals(
                "LiveSimulation on stand-in, 10 users, 30s after 5s of warm-up",
                TestRuns.profile(Duration.ofSeconds(30), Duration.ofSeconds(5)).toString());
    }
}
