package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestRuns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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
        assertEquals(Optional.empty(), Timestamp.parse("20261131_143005"), "November has 30 days");
    }

    /** The measured time determines how exact figures are, not their values. */
    @Test
    void differencesOfProfilesAreNamed() {
        LoadProfile mine = TestRuns.profile(Duration.ofSeconds(30), Duration.ofSeconds(5));

        assertEquals(List.of(), mine.differencesFrom(TestRuns.profile(Duration.ofSeconds(30), Duration.ofSeconds(5))));
        assertEquals(
                List.of("warm-up 5s, not 0s"),
                mine.differencesFrom(TestRuns.profile(Duration.ofMillis(2500), Duration.ZERO)));
        assertEquals(
                List.of(
                        "simulation a, not simulations.LiveSimulation", "target http://x, not stand-in",
                        "concurrency 1, not 10", "mix half, not none"),
                new LoadProfile("a", "http://x", 1, mine.duration(), mine.warmUp(), "half").differencesFrom(mine));
    }

    @Test
    void aSlugOfTheGreatestLengthIsLeftWhole() {
        assertEquals("a".repeat(150), Slug.of("/" + "a".repeat(150)));
        assertEquals(
                "a".repeat(150) + "-" + Integer.toHexString(("a".repeat(151)).hashCode()), Slug.of("a".repeat(151)));
        assertEquals("a-" + Integer.toHexString("/a".hashCode()), Slug.distinct("/a"));
    }

    @Test
    void theShapeOfAnOpenLoadIsPartOfItsProfile() {
        LoadProfile closed = TestRuns.profile(Duration.ofSeconds(30), Duration.ofSeconds(5));
        LoadProfile open = profile(OptionalDouble.of(200), Duration.ofSeconds(20), 4, Map.of());
        LoadProfile other = profile(OptionalDouble.of(0.5), Duration.ofMillis(1500), 1, Map.of());

        assertTrue(open.isOpen());
        assertFalse(closed.isOpen());
        assertEquals(
                List.of("arrival rate none, not 200/s", "ramp 0s, not 20s in 4 steps"), closed.differencesFrom(open));
        assertEquals(
                List.of("arrival rate 0.5/s, not 200/s", "ramp 1500ms in 1 step, not 20s in 4 steps"),
                other.differencesFrom(open));
        assertEquals(
                "200 arrivals/s by at most 10 users, 30s after a ramp of 20s in 4 steps and 5s of warm-up",
                open.load());
        assertEquals("http://b", open.on("http://b").target());
        assertEquals(
                List.of("target http://b, not stand-in"), open.on("http://b").differencesFrom(open));
    }

    @Test
    void whatIsSentIsComparedWhereBothSidesTellIt() {
        LoadProfile one = sending(Map.of("pauses", "200 to 400 ms", "GET /a", "1f", "feeders", "none"));
        LoadProfile two = sending(Map.of("GET /a", "2e", "feeders", "users.csv", "of another version", "x"));

        assertEquals(List.of("GET /a 1f, not 2e", "feeders none, not users.csv"), one.differencesFrom(two));
        assertEquals(List.of(), one.differencesFrom(one));
        assertEquals(List.of(), one.differencesFrom(sending(Map.of())), "of an older version");
        assertEquals(List.of(), sending(Map.of()).differencesFrom(one));
    }

    @Test
    void usersWhoPauseOrArriveByThemselvesAreNotHeldBackByAStall() {
        assertTrue(sending(Map.of()).isBackToBack());
        assertTrue(sending(Map.of("pauses", "none")).isBackToBack());
        assertFalse(sending(Map.of("pauses", "1 s")).isBackToBack());
        assertFalse(profile(OptionalDouble.of(9), Duration.ZERO, 0, Map.of()).isBackToBack());
    }

    @Test
    void theProfileOfSeveralInjectorsIsThatOfAllTheirUsers() {
        LoadProfile one = sending(Map.of());
        LoadProfile open = profile(OptionalDouble.of(200), Duration.ZERO, 0, Map.of());
        LoadProfile mixed = new LoadProfile("a", "b", 1, Duration.ofSeconds(1), Duration.ZERO, "half /a");

        assertEquals(one, one.times(1));
        assertEquals(30, one.times(3).concurrency());
        assertEquals("3 injectors of 10 users each", one.times(3).mix());
        assertEquals(OptionalDouble.empty(), one.times(3).rate());
        assertEquals(OptionalDouble.of(600), open.times(3).rate());
        assertEquals("2 injectors of 1 user each: half /a", mixed.times(2).mix());
        assertEquals("1 user, 1s after 0s of warm-up, half /a", mixed.load());
    }

    @Test
    void onlyALoopbackAddressIsThisMachine() {
        for (String here :
                List.of("http://localhost:8000", "https://127.1.2.3/api", "http://[::1]", "HTTP://LOCALHOST")) {
            assertTrue(sending(Map.of()).on(here).targetSharesMachine(), here);
        }
        for (String elsewhere : List.of("http://localhost.example", "http://10.0.0.1:8000", "stand-in")) {
            assertFalse(sending(Map.of()).on(elsewhere).targetSharesMachine(), elsewhere);
        }
    }

    @Test
    void whatElseIsNamedReadsAsItIsWritten() {
        assertEquals("Some CPU, 2 cores, Linux 6 amd64, OpenJDK 17", TestRuns.MACHINE.toString());
        assertEquals("x, 1 core, y, z", new Machine("x", 1, "y", "z").toString());
        assertEquals("simulation.log, stats.json, CSV file", Source.LOG + ", " + Source.STATS_JSON + ", " + Source.CSV);
    }

    @Test
    void arrivalsOfInjectorsAddUp() {
        assertEquals(
                new RunInfo.Arrivals(300, 7, 30, 3, 7),
                new RunInfo.Arrivals(100, 3, 10, 1, 3).plus(new RunInfo.Arrivals(200, 4, 20, 2, 4)));
    }

    private static LoadProfile sending(Map<String, String> sent) {
        return profile(OptionalDouble.empty(), Duration.ZERO, 0, sent);
    }

    private static LoadProfile profile(OptionalDouble rate, Duration ramp, int steps, Map<String, String> sent) {
        return new LoadProfile(
                "simulations.LiveSimulation",
                "stand-in",
                10,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                "",
                rate,
                ramp,
                steps,
                sent);
    }

    @Test
    void aProfileReadsAsASentence() {
        assertEquals(
                "LiveSimulation on stand-in, 10 users, 30s after 5s of warm-up",
                TestRuns.profile(Duration.ofSeconds(30), Duration.ofSeconds(5)).toString());
    }

    /** As Gatling names run folders. */
    @Test
    void aSimulationIsNamedWithoutItsPackageAndItsOuterClass() {
        for (String simulation : List.of("Login", "api.Login", "api.All$Login", "All$Login")) {
            assertEquals("Login", LoadProfile.simpleName(simulation));
        }
    }
}
