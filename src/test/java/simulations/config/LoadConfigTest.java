package simulations.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadConfigTest {

    private static final Map<String, String> NONE = Map.of();

    private static LoadConfig shipped(Map<String, String> properties, Map<String, String> environment) {
        return LoadConfig.of(Settings.of(properties, environment));
    }

    private static LoadConfig with(String setting, String value) {
        return shipped(Map.of(setting, value), NONE);
    }

    private static final Load DEFAULT =
            new Load(10, OptionalDouble.empty(), Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ZERO, 0);

    private static String loadRefusal(String setting, String value) {
        LoadConfig config = with(setting, value);
        return assertThrows(InvalidConfigException.class, () -> config.load("LIVE"))
                .getMessage();
    }

    private static String refusal(String setting, String value) {
        return assertThrows(InvalidConfigException.class, () -> with(setting, value))
                .getMessage();
    }

    @Test
    void theShippedFileContainsTheDocumentedDefaults() {
        LoadConfig config = shipped(NONE, NONE);
        assertEquals(new BaseUrl("http://127.0.0.1:8000", false), config.baseUrl());
        assertEquals(DEFAULT, config.load("WHOAMI"));
        assertEquals(new Credentials("test", "test"), config.credentials());
        assertEquals("/v1/auth/login", config.loginPath());
        assertEquals(Optional.empty(), config.path("WHOAMI"));
        assertEquals(OptionalInt.empty(), config.weight("WHOAMI"));
        assertEquals(Optional.empty(), config.csrfPath());
        assertEquals(1.0, config.maxErrorPercent());
        assertEquals(Optional.empty(), config.commit());
    }

    @Test
    void aDurationCanEndWithTheVerdict() {
        Load load = with("DURATION", "auto").load("LIVE");
        assertEquals(Optional.of(Duration.ofSeconds(10)), load.least());
        assertEquals(Duration.ofMinutes(3), load.duration());
        assertEquals(Optional.empty(), with("MIN_DURATION", "1s").load("LIVE").least());
        assertEquals(
                Duration.ofSeconds(20),
                shipped(Map.of("DURATION", "AUTO", "LIVE_MAX_DURATION", "20s"), NONE)
                        .load("LIVE")
                        .duration());
        InvalidConfigException refused = assertThrows(
                InvalidConfigException.class,
                () -> shipped(Map.of("DURATION", "auto", "MIN_DURATION", "4m"), NONE)
                        .load("LIVE"));
        assertEquals(
                "MIN_DURATION = 240s is longer than MAX_DURATION = 180s; it must be at most that",
                refused.getMessage());
        assertEquals(
                "MIN_DURATION = 1ms is less than a 100000th of MAX_DURATION = 180s; set a longer one",
                assertThrows(
                                InvalidConfigException.class,
                                () -> shipped(Map.of("DURATION", "auto", "MIN_DURATION", "1ms"), NONE)
                                        .load("LIVE"))
                        .getMessage());
    }

    @Test
    void propertiesOverrideTheEnvironmentAndBothOverrideTheFile() {
        assertEquals(7, shipped(NONE, Map.of("CONCURRENCY", "7")).load("LIVE").concurrency());
        assertEquals(
                8,
                shipped(Map.of("CONCURRENCY", "8"), Map.of("CONCURRENCY", "7"))
                        .load("LIVE")
                        .concurrency());
    }

    @Test
    void anEmptyValueCountsAsNotSet() {
        LoadConfig config = shipped(Map.of("CONCURRENCY", " "), Map.of("BASE_URL", "", "CONCURRENCY", "7"));
        assertEquals(7, config.load("LIVE").concurrency());
        assertFalse(config.baseUrl().chosen());
    }

    @Test
    void anyScenarioCanHaveItsOwnLoad() {
        LoadConfig config = shipped(
                Map.of("STATE_CONCURRENCY", "3", "STATE_DURATION", "2m", "STATE_RATE", "12.5", "STATE_RAMP", "20s"),
                NONE);
        assertEquals(
                DEFAULT.withUsers(3)
                        .withDuration(Duration.ofMinutes(2))
                        .withArrivalsPerSecond(12.5)
                        .withRamp(Duration.ofSeconds(20)),
                config.load("STATE"));
        assertEquals(DEFAULT, config.load("WHOAMI"));
    }

    @Test
    void theNameOfAScenarioIsThatOfItsClass() {
        assertEquals("MUSIC_COMMAND", Settings.scenarioName(simulations.MusicCommandSimulation.class));
        assertEquals("LIVE", Settings.scenarioName(simulations.LiveSimulation.class));
    }

    @Test
    void findsScenariosInAnyPackage(@TempDir Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        for (String name : List.of(
                "simulations/LiveSimulation.class",
                "simulations/orders/CheckOutSimulation.class",
                "simulations/orders/CheckOutSimulation$1.class",
                "simulations/scenario/ApiSimulation.class",
                "shop/HTTPSimulation.class",
                "shop/Other.class")) {
            Files.createDirectories(classes.resolve(name).getParent());
            Files.writeString(classes.resolve(name), "");
        }
        Set<String> scenarios = Set.of("LIVE", "CHECK_OUT", "HTTP");
        assertEquals(scenarios, Settings.scenariosIn(classes));

        Path jar = folder.resolve("classes.jar");
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path entry = zip.getPath("/" + classes.relativize(file));
                Files.createDirectories(entry.getParent());
                Files.copy(file, entry);
            }
        }
        assertEquals(scenarios, Settings.scenariosIn(jar));
    }

    @Test
    void stepsWithoutARampAreRefused() {
        assertEquals(
                "RAMP_STEPS = 4 (from -D) needs a ramp; set RAMP to the total time that its steps take",
                loadRefusal("RAMP_STEPS", "4"));
        assertEquals(
                "LIVE_RAMP_STEPS = 4 (from -D) needs a ramp; set RAMP to the total time that its steps take",
                loadRefusal("LIVE_RAMP_STEPS", "4"));
        shipped(Map.of("RAMP_STEPS", "4", "LIVE_RAMP", "10s"), NONE).load("LIVE");
    }

    @ParameterizedTest
    @CsvSource({
        "CONCURENCY, CONCURRENCY",
        "CONCURRENCYY, CONCURRENCY",
        "CONCURREMCY, CONCURRENCY",
        "CONCURRNECY, CONCURRENCY",
        "DURATIO, DURATION",
        "BASEURL, BASE_URL",
        "BASE_ULR, BASE_URL",
        "LIVE_RATES, LIVE_RATE",
        "LIVE_CONCURENCY, LIVE_CONCURRENCY",
        "OUTPUTDIR, OUTPUT_DIR",
        "concurrency, CONCURRENCY",
        "rate, RATE",
        "baseUrl, BASE_URL",
        "base-url, BASE_URL"
    })
    void warnsAboutMisspeltSettings(String name, String meant) {
        String line = name + " (from environment) is not a setting, but " + meant + " is; nothing reads it";
        assertEquals(
                List.of(line), Settings.of(NONE, Map.of(name, "1")).misspelt(Set.of("LIVE"), Set.of("LIVE_COMMAND")));
        assertEquals(List.of(), Settings.of(NONE, Map.of(name, "1")).misspelt(Set.of("LIVE"), Set.of(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATE",
                "RATES",
                "PATH",
                "HOME",
                "RAM",
                "COMMITS",
                "HEALTHZ",
                "GATE",
                "URL",
                "LOGIN_NAME",
                "PASSWORD",
                "duratio",
                "USERNAME",
                "JAVA_HOME",
                "CONCURRENT",
                "WHOAMI_CONCURENCY",
                "CONCURRENCY",
                "LIVE_RATE",
                "LIVE_COMMAND",
                "OUTPUT_DIR",
                "MAX_ERROR_RATE",
                "user.dir",
                "java.home",
                "START"
            })
    void ignoresOtherNames(String name) {
        assertEquals(
                List.of(),
                Settings.of(Map.of(name, "1"), Map.of(name, "1")).misspelt(Set.of("LIVE"), Set.of("LIVE_COMMAND")));
    }

    @Test
    void refusesAMisspeltPropertyInCapitals() {
        Settings settings = Settings.of(Map.of("CONCURENCY", "7"), NONE);
        assertEquals(
                "CONCURENCY (from -D) is not a setting, but CONCURRENCY is; correct or remove it",
                assertThrows(InvalidConfigException.class, () -> settings.misspelt(Set.of("LIVE"), Set.of()))
                        .getMessage());
        assertEquals(
                1,
                Settings.of(Map.of("concurrency", "7"), NONE)
                        .misspelt(Set.of("LIVE"), Set.of())
                        .size());
    }

    @ParameterizedTest
    @CsvSource({
        "WHOAMI_LOGIN_USERNAME, LOGIN_USERNAME",
        "WHOAMI_MAX_ERROR_RATE, MAX_ERROR_RATE",
        "WHOAMI_CSRF, CSRF",
        "WHOAMI_BASE_URL, BASE_URL",
        "MIXED_INJECTORS, INJECTORS"
    })
    void refusesGeneralSettingsForOneScenario(String key, String general) {
        String set = key + " (from %s) is not a setting; set " + general + ", which applies to all scenarios";
        Set<String> whoami = Set.of("WHOAMI");
        Settings property = Settings.of(Map.of(key, "1"), NONE);
        assertEquals(String.format(set, "-D"), notInForce(property, "MIXED", whoami));
        Settings variable = Settings.of(NONE, Map.of(key, "1"));
        assertEquals(String.format(set, "environment"), notInForce(variable, "MIXED", whoami));
        assertEquals(List.of(), variable.notInForce("LIVE", Set.of("LIVE"), Set.of()), "it is of another scenario");
        assertEquals(List.of(), variable.notInForce("MIXED", whoami, Set.of(key)), "it is the scenario's own");
        assertEquals(
                "load.conf: WHOAMI_CSRF is not a setting; correct or remove it",
                assertThrows(
                                InvalidConfigException.class,
                                () -> Settings.ofText(NONE, NONE, "WHOAMI_CSRF = true")
                                        .requireNoneUnused("WHOAMI", Set.of()))
                        .getMessage());
    }

    private static String notInForce(Settings settings, String simulation, Set<String> scenarios) {
        return assertThrows(InvalidConfigException.class, () -> settings.notInForce(simulation, scenarios, Set.of()))
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CONCURRENCY", "RATE", "DURATION", "MIN_DURATION", "MAX_DURATION", "WARMUP", "RAMP", "RAMP_STEPS"
            })
    void theLoadOfAScenarioHasNoEffectInAMix(String setting) {
        String key = "WHOAMI_" + setting;
        String line = key + " (from %s) has no effect in a mix, whose scenarios share one load; set MIXED_" + setting
                + " or WHOAMI_WEIGHT";
        Settings variable = Settings.of(NONE, Map.of(key, "1"));
        assertEquals(
                List.of(String.format(line, "environment")),
                variable.notInForce("MIXED", Set.of("LIVE", "WHOAMI"), Set.of()));
        assertEquals(List.of(), variable.notInForce("WHOAMI", Set.of("WHOAMI"), Set.of()));
        assertEquals(
                List.of(String.format(line, "load.conf")),
                Settings.ofText(NONE, NONE, key + " = 1").notInForce("MIXED", Set.of("WHOAMI"), Set.of()));
        Settings property = Settings.of(Map.of(key, "1"), NONE);
        assertEquals(String.format(line, "-D"), notInForce(property, "MIXED", Set.of("WHOAMI")));
    }

    @Test
    void generalAndScenarioSettingsHaveAnEffect() {
        Map<String, String> all = Map.of(
                "LOGIN_PATH",
                "/in",
                "WHOAMI_PATH",
                "/me",
                "WHOAMI_WEIGHT",
                "2",
                "LOGIN_USERNAME",
                "ann",
                "MIXED_RATE",
                "5");
        assertEquals(List.of(), Settings.of(all, all).notInForce("MIXED", Set.of("LOGIN", "WHOAMI"), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0.0", "1e3", "1000001", "many", "1/s"})
    void refusesAnInvalidRate(String rate) {
        assertTrue(assertThrows(
                        InvalidConfigException.class, () -> with("RATE", rate).load("LIVE"))
                .getMessage()
                .contains("must be arrivals per second, a number above 0"));
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "30s, 30000", "2m, 120000", "1h, 3600000", "24h, 86400000", "0.5s, 500"})
    void durationsHaveAUnit(String text, long millis) {
        assertEquals(
                Duration.ofMillis(millis), with("WARMUP", text).load("LIVE").warmUp());
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "1m30s", "-1s", "25h", "1us", "s", "1 week", "99999999999s"})
    void refusesOtherDurations(String text) {
        assertTrue(loadRefusal("WARMUP", text).contains("a duration such as 500ms, 30s, 2m or 1h"));
    }

    @Test
    void aBaseUrlIsChosenUnlessItIsTheDefaultOfTheFile() {
        assertTrue(with("BASE_URL", "http://127.0.0.1:8000").baseUrl().chosen());
        assertTrue(shipped(NONE, Map.of("BASE_URL", "http://127.0.0.1:8000"))
                .baseUrl()
                .chosen());
        String file = "BASE_URL = \"https://staging.example\"";
        assertTrue(BaseUrl.of(Settings.ofText(NONE, NONE, file).get(Setting.BASE_URL))
                .chosen());
    }

    @Test
    void aBaseUrlKeepsItsPrefixAndLosesTheSlashAtItsEnd() {
        assertEquals(
                "https://api.example:8443/gesahni",
                with("BASE_URL", "https://api.example:8443/gesahni/").baseUrl().url());
        assertEquals(
                "http://[::1]:8000",
                with("BASE_URL", "http://[::1]:8000").baseUrl().url());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:8000",
                "localhost",
                "ftp://host",
                "http://",
                "http:///path",
                "http://host:99999",
                "http://ho st",
                "http://host?x=1",
                "http://host#x",
                "http://host:port"
            })
    void refusesABaseUrlThatIsNotPlainHttp(String url) {
        String message = refusal("BASE_URL", url);
        assertTrue(message.startsWith("BASE_URL = "), message);
        assertTrue(message.contains("must be an http or https URL"), message);
    }

    @Test
    void aRefusedBaseUrlIsShownWithoutItsSecrets() {
        String message = refusal("BASE_URL", "http://user:secret@host/?token=hidden");
        assertFalse(message.contains("secret") || message.contains("user:") || message.contains("hidden"), message);
        assertTrue(message.contains("host"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "100001", "ten", "1.5", "1e3", "0x10", "99999999999"})
    void refusesAnInvalidConcurrency(String value) {
        assertEquals(
                "CONCURRENCY = " + value + " (from -D) cannot be used; it must be a whole number from 1 to 100000",
                loadRefusal("CONCURRENCY", value));
    }

    @Test
    void acceptsMinimumAndMaximumUsers() {
        assertEquals(1, with("CONCURRENCY", "1").load("LIVE").concurrency());
        assertEquals(100_000, with("CONCURRENCY", "100000").load("LIVE").concurrency());
    }

    @Test
    void theMeasuredTimeCannotBeZeroButTheWarmUpCan() {
        assertTrue(loadRefusal("DURATION", "0s").contains("DURATION = 0s"));
        assertTrue(assertThrows(
                        InvalidConfigException.class,
                        () -> with("LOGIN_DURATION", "0ms").load("LOGIN"))
                .getMessage()
                .contains("LOGIN_DURATION = 0ms"));
        assertEquals(Duration.ZERO, with("WARMUP", "0s").load("LIVE").warmUp());
        assertTrue(loadRefusal("WARMUP", "-1s").contains("0s, or a duration such as 500ms, 30s, 2m or 1h"));
    }

    @Test
    void theMessageNamesTheSourceOfTheValue() {
        String message = assertThrows(
                        InvalidConfigException.class,
                        () -> shipped(NONE, Map.of("DURATION", "30")).load("LIVE"))
                .getMessage();
        assertTrue(message.contains("DURATION = 30 (from environment)"), message);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0, 0", "0.5, 0.5", "100, 100", "2.5%, 2.5", "5 %, 5"})
    void readsAPercentage(String text, double percent) {
        assertEquals(percent, with("MAX_ERROR_RATE", text).maxErrorPercent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "100.1", "101", "NaN", "one", "%", "1e1"})
    void refusesAPercentageOutOfRange(String text) {
        assertTrue(refusal("MAX_ERROR_RATE", text).contains("a percentage from 0 to 100"));
    }

    @Test
    void refusesAnalyzerSettingsInTheFile() {
        String message = assertThrows(
                        InvalidConfigException.class, () -> Settings.ofText(Map.of(), Map.of(), "MAX_ERROR_RATE = 50"))
                .getMessage();
        assertEquals(
                "load.conf: MAX_ERROR_RATE cannot be set here: the analyzer does not read this file; set it in the"
                        + " environment or with -D",
                message);
    }

    private static String pathRefusal(String path) {
        return assertThrows(
                        InvalidConfigException.class,
                        () -> with("WHOAMI_PATH", path).path("WHOAMI"))
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1/whoami", "//host/x", "/a b", "/a?b", "/a#b", "/a{b}", "http://host/x", "/ä"})
    void refusesAnInvalidPath(String path) {
        assertTrue(pathRefusal(path).contains("a path that starts with /"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1001", "x"})
    void refusesAWeightOutOfRange(String weight) {
        assertTrue(assertThrows(
                        InvalidConfigException.class,
                        () -> with("LIVE_WEIGHT", weight).weight("LIVE"))
                .getMessage()
                .contains("from 0 to 1000"));
    }

    @Test
    void csrfIsOnOrOff() {
        assertEquals(Optional.of("/v1/csrf"), with("CSRF", "true").csrfPath());
        assertEquals(Optional.empty(), with("CSRF", "false").csrfPath());
        assertTrue(refusal("CSRF", "yes").contains("true or false"));
    }

    @Test
    void healthIsRecordedByDefault() {
        assertTrue(shipped(NONE, NONE).recordHealth());
        assertFalse(with("HEALTH", "false").recordHealth());
        LoadConfig usual = with("HEALTH", "true");
        assertEquals("http://a:1/metrics", usual.metricsOf("http://a:1", false).toString());
        LoadConfig path = with("METRICS_URL", "/actuator/prometheus");
        assertEquals(
                "http://b/actuator/prometheus", path.metricsOf("http://b", true).toString());
        LoadConfig whole = with("METRICS_URL", "http://c:9/m");
        assertEquals("http://c:9/m", whole.metricsOf("http://a:1", false).toString());
        assertEquals("http://b/metrics", whole.metricsOf("http://b", true).toString());
        assertTrue(refusal("METRICS_URL", "metrics").contains("a path on the targets that starts with /"));
        assertTrue(refusal("HEALTH", "off").contains("true or false"));
    }

    @Test
    void readsRequestIdHeadersButNoSecretOnes() {
        assertEquals(
                List.of("X-Request-ID", "X-Trace-Id", "traceparent"),
                shipped(NONE, NONE).requestIdHeaders());
        assertEquals(
                List.of("X-Amzn-Trace-Id"),
                with("REQUEST_ID_HEADERS", "X-Amzn-Trace-Id").requestIdHeaders());
        assertEquals(List.of(), with("REQUEST_ID_HEADERS", "none").requestIdHeaders());
        for (String wrong :
                List.of("X-A,", "X A", "a,b,c,d,e,f,g,h,i", "Set-Cookie", "authorization", "X-CSRF-Token")) {
            assertTrue(refusal("REQUEST_ID_HEADERS", wrong).contains("names of at most 8 headers"), wrong);
        }
    }

    @Test
    void theCommitIsConfiguredOrThatOfTheWorkflow() {
        Map<String, String> workflow = Map.of("GITHUB_SHA", "f00");
        assertEquals(Optional.of("f00"), shipped(NONE, workflow).commit());
        assertEquals(
                Optional.of("abc"), shipped(Map.of("COMMIT", "abc"), workflow).commit());
        assertTrue(refusal("COMMIT", "a commit").contains("a commit name"));
    }

    @Test
    void aPasswordIsUsedUnchangedAndNeverShown() {
        LoadConfig config = with("LOGIN_PASSWORD", " p#{x}\"qqq ");
        assertEquals(" p#{x}\"qqq ", config.credentials().password());
        assertFalse(config.toString().contains("qqq"), config.toString());
        Value password = new Value("LOGIN_PASSWORD", "a password", "hidden", "environment");
        assertFalse(password.invalid().getMessage().contains("hidden"));
        assertFalse(password.toString().contains("hidden"));
    }

    @Test
    void aMessageStaysOnOneLine() {
        String message = loadRefusal("CONCURRENCY", "1\n2" + "x".repeat(500));
        assertEquals(1, message.lines().count());
        assertTrue(message.length() < 200, message);
    }

    @Test
    void anUnknownKeyOfTheFileIsNamed() {
        assertEquals(
                "load.conf: CONCURENCY is not a setting; correct or remove it",
                assertThrows(InvalidConfigException.class, () -> Settings.ofText(NONE, NONE, "CONCURENCY = 5"))
                        .getMessage());
        assertEquals(
                "load.conf: base_url is not a setting, but BASE_URL is; correct or remove it",
                assertThrows(InvalidConfigException.class, () -> Settings.ofText(NONE, NONE, "base_url = x"))
                        .getMessage());
    }

    @Test
    void aKeyForAMissingScenarioIsNamed() {
        assertEquals(
                "load.conf: WHOAMY_CONCURRENCY is not a setting; correct or remove it",
                assertThrows(InvalidConfigException.class, () -> Settings.ofText(NONE, NONE, "WHOAMY_CONCURRENCY = 5"))
                        .getMessage());
    }

    @Test
    void aKeyThatItsScenarioDoesNotReadIsNamed() {
        Settings settings = Settings.ofText(NONE, NONE, "MUSIC_COMMAND = pause\nMUSIC_COMMAND_CONCURENCY = 5");
        assertEquals(
                "load.conf: MUSIC_COMMAND_CONCURENCY is not a setting; correct or remove it",
                assertThrows(
                                InvalidConfigException.class,
                                () -> settings.requireNoneUnused("MUSIC_COMMAND", Set.of("MUSIC_COMMAND")))
                        .getMessage());
        settings.requireNoneUnused("LIVE", Set.of());
    }

    @Test
    void aMissingKeyOfTheFileIsNamed() {
        Settings settings = Settings.ofText(NONE, NONE, "CONCURRENCY = 5");
        String message = assertThrows(InvalidConfigException.class, () -> Load.of(settings, "LIVE"))
                .getMessage();
        assertTrue(message.startsWith("load.conf: DURATION is missing; it must be auto, or a duration"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CONCURRENCY = {", "CONCURRENCY = [1, 2]", "CONCURRENCY { a = 1 }", "CONCURRENCY = ${NOPE}"})
    void anUnreadableFileIsReportedInOneLine(String text) {
        String message = assertThrows(InvalidConfigException.class, () -> Settings.ofText(NONE, NONE, text))
                .getMessage();
        assertTrue(message.startsWith("load.conf: cannot be read ("), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void valuesInTheFileAreChecked() {
        Settings settings = Settings.ofText(NONE, NONE, "CONCURRENCY = -3");
        assertEquals(
                "CONCURRENCY = -3 (from load.conf) cannot be used; it must be a whole number from 1 to 100000",
                assertThrows(InvalidConfigException.class, () -> Load.of(settings, "LIVE"))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user:hunter2@127.0.0.1:9",
                "http:/user:hunter2@127.0.0.1",
                "http://user:pa/hunter2@127.0.0.1:9",
                "http://user:p@hunter2@127.0.0.1:9",
                "http://127.0.0.1?token=hunter2"
            })
    void aPasswordInABaseUrlIsNotShown(String url) {
        assertFalse(refusal("BASE_URL", url).contains("hunter2"), url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/[x]", "/v1/a^b", "/a|b", "/%zz"})
    void refusesAPathThatIsInvalidInAUrl(String path) {
        assertTrue(pathRefusal(path).startsWith("WHOAMI_PATH = " + path), path);
    }
}
