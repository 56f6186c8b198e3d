package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.gatling.LogBuilder;
import analyzer.gatling.RunInfoFile;
import analyzer.io.JsonFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Limits and policy files, as users pass them. Of two endpoints one takes 20 ms, the other 40 ms. */
class PolicyCommandTest {

    @TempDir
    Path folder;

    private String out;
    private String err;

    @BeforeEach
    void aRun() {
        LogBuilder.started()
                .oneUser("/v1/whoami", 0, 1000, 20)
                .oneUser("/v1/auth/login", 20_000, 1000, 40)
                .writeInto(folder.resolve("gatling/first"));
    }

    @Test
    void limitsAloneNeedNoBaseline() throws Exception {
        assertEquals(0, check("--no-baseline", "--limit", "p95 < 50ms", "--limit", "errors < 0.5%"));
        assertTrue(out.contains("meets the limit p95 < 50 ms"), out);
        assertEquals(1, check("--no-baseline", "--limit", "p95 < 30ms"));
        assertTrue(out.contains("REGRESSION: /v1/auth/login"), out);
        assertFalse(out.contains("REGRESSION: /v1/auth/login, /v1/whoami"), out);
        assertEquals(3, check("--no-baseline"));
        String xml = Files.readString(folder.resolve("results/TEST-performance.xml"));
        assertEquals(3, xml.split("errors=\"1\"").length, xml);
        assertEquals(2, check("--no-baseline", "--save-baselines"));
    }

    /** The simulations also read MAX_ERROR_RATE. A job that allows its load more failures must not loosen the committed policy. */
    @Test
    void theErrorRateOfTheLoadIsADefaultThatThePolicyOverrides() throws Exception {
        threePercentFail();
        System.setProperty("MAX_ERROR_RATE", "5");
        try {
            String[] byLimit = {"--no-baseline", "--limit", "p95 < 50ms", "--endpoint", "/v1/whoami"};
            assertEquals(0, check(byLimit));
            policy("max-error-rate = 1");
            assertEquals(1, check(byLimit));
            System.setProperty("MAX_ERROR_RATE", "five");
            assertEquals(2, check(byLimit));
            assertTrue(err.startsWith("perf-analyzer: MAX_ERROR_RATE: "), err);
        } finally {
            System.clearProperty("MAX_ERROR_RATE");
        }
    }

    /** A run with DURATION=auto gets no options but reads THRESHOLD, so the setting overrides the policy, as the option does. */
    @Test
    void theThresholdIsASettingThatOverridesThePolicyAndThatTheOptionOverrides() throws Exception {
        policy("threshold = 10");
        System.setProperty("THRESHOLD", "30");
        try {
            assertEquals(0, check("--no-baseline", "--limit", "p95 < 50ms"));
            assertEquals(0.3, threshold());
            assertEquals(0, check("--no-baseline", "--limit", "p95 < 50ms", "--threshold", "15"));
            assertEquals(0.15, threshold());
            System.setProperty("THRESHOLD", " ");
            assertEquals(0, check("--no-baseline", "--limit", "p95 < 50ms"));
            assertEquals(0.1, threshold());
            System.setProperty("THRESHOLD", "many");
            assertEquals(2, check("--no-baseline", "--limit", "p95 < 50ms"));
            assertTrue(err.startsWith("perf-analyzer: THRESHOLD: "), err);
        } finally {
            System.clearProperty("THRESHOLD");
        }
    }

    /** For a bisection, which looks for changes. Failures that a limit on errors allows stay allowed. */
    @Test
    void theLimitsOfTheFileCanBeIgnored() throws Exception {
        policy("limits = \"p95 < 30ms\"");
        assertEquals(1, check("--no-baseline"));
        System.setProperty("IGNORE_LIMITS", "true");
        try {
            assertEquals(3, check("--no-baseline"));
            assertEquals(1, check("--no-baseline", "--limit", "p95 < 30ms"));
            System.setProperty("IGNORE_LIMITS", "false");
            assertEquals(1, check("--no-baseline"));
            System.setProperty("IGNORE_LIMITS", "some");
            assertEquals(2, check("--no-baseline"));
            assertTrue(err.startsWith("perf-analyzer: IGNORE_LIMITS: 'some' is neither true nor false"), err);

            System.setProperty("IGNORE_LIMITS", "true");
            threePercentFail();
            assertEquals(1, check("--no-baseline", "--endpoint", "/v1/whoami"));
            policy("limits = \"errors < 5%\"");
            assertEquals(3, check("--no-baseline", "--endpoint", "/v1/whoami"));
        } finally {
            System.clearProperty("IGNORE_LIMITS");
        }
    }

    private double threshold() {
        return JsonFile.readObject(folder.resolve("results/report_20261123_143000.json"))
                .at("/policy/threshold")
                .asDouble();
    }

    @Test
    void whatBreaksALimitDoesNotBecomeTheFirstBaseline() {
        assertEquals(1, check("--limit", "p95 < 30ms", "--save-baselines"));

        assertTrue(out.contains("Not saved: /v1/auth/login: it did not pass"), out);
        assertFalse(Files.exists(folder.resolve("baselines/v1_auth_login_baseline.json")));
        assertTrue(Files.exists(folder.resolve("baselines/v1_whoami_baseline.json")));
        assertEquals(1, check("--limit", "p95 < 30ms", "--save-baselines", "--accept-regression"));
        assertTrue(Files.exists(folder.resolve("baselines/v1_auth_login_baseline.json")));
    }

    @Test
    void withoutABaselineALimitThatIsKeptIsNoPass() {
        assertEquals(3, check("--limit", "p95 < 50ms"));
        assertEquals(1, check("--limit", "p95 < 10ms"));
    }

    @Test
    void aRuleJudgesTheEndpointsThatItsPatternFits() throws Exception {
        policy("""
                limits = ["p95 < 30ms"]
                rules = [
                  { endpoint = "/v1/auth/*", limits = ["p95 < 50ms"], threshold = 40, gate = [p95, p99] }
                ]
                """);

        assertEquals(0, check("--no-baseline"));

        assertTrue(out.contains("    rule /v1/auth/*: threshold 40 %; gated p95, p99, throughput; at most 1 %\n"), out);
        JsonNode report = JsonFile.readObject(folder.resolve("results/report_20261123_143000.json"));
        assertEquals("/v1/auth/*", report.at("/endpoints/0/policy/rule").asString());
        assertEquals(0.4, report.at("/endpoints/0/policy/threshold").asDouble());
        assertTrue(report.at("/endpoints/1/policy").isMissingNode());
        assertEquals(0.2, report.at("/policy/threshold").asDouble());
    }

    @Test
    void theFirstRuleThatFitsJudges() throws Exception {
        policy("""
                rules = [
                  { endpoint = "/v1/auth/login", limits = "p95 < 50ms" }
                  { endpoint = "*", limits = "p95 < 30ms" }
                ]
                """);

        assertEquals(0, check("--no-baseline"));
    }

    @Test
    void aCommentThatEndsALineSeparatesTwoRules() throws Exception {
        policy("""
                rules = [{ endpoint = "/v1/auth/*", limits = "p95 < 50ms" } # not "} {"
                  { endpoint = "*", threshold = 10, threshold = ${?NOT_SET}, limits = "p95 < 30ms" }]
                """);

        assertEquals(0, check("--no-baseline"), err);
    }

    @Test
    void optionsWinOverTheFile() throws Exception {
        policy("""
                threshold = 10
                max-error-rate = 0.5
                limits = ["p95 < 10ms"]
                rules = [{ endpoint = "/v1/auth/*", limits = ["p95 < 10ms"] }]
                """);

        assertEquals(0, check("--no-baseline", "--limit", "p95 < 50ms", "--threshold", "15"));

        JsonNode report = JsonFile.readObject(folder.resolve("results/report_20261123_143000.json"));
        assertEquals(0.15, report.at("/policy/threshold").asDouble());
        assertEquals(0.15, report.at("/endpoints/0/policy/threshold").asDouble());
        assertEquals(0.005, report.at("/policy/max_error_rate").asDouble());
    }

    @Test
    void aRuleHasItsOwnErrorRate() throws Exception {
        LogBuilder log = LogBuilder.startedAt(LogBuilder.START.plusSeconds(60)).oneUser("/a", 0, 1000, 20);
        log.oneUser("/b", 20_000, 1000, 20).userStart(40_000);
        for (int i = 0; i < 15; i++) {
            log.failed("/a", 40_000 + i, 40_001 + i, "found 503").failed("/b", 40_000 + i, 40_001 + i, "found 503");
        }
        log.userEnd(40_100).writeInto(folder.resolve("gatling/second"));
        policy("rules = [{ endpoint = /a, max-error-rate = 2 }]");

        assertEquals(1, check("--no-baseline", "--limit", "p95 < 50ms"));

        assertTrue(out.contains("REGRESSION: /b\n"), out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "treshold = 20|treshold: is unknown; known keys: threshold, gate, max-error-rate, assumed-spread, limits, rules",
                "rules = [{ endpoint = /x, limit = 1 }]|rules[0].limit: is unknown",
                "rules = [{ threshold = 1 }]|rules[0].endpoint: is missing",
                "rules = [{ endpoint = /v2/x }]|rules: \"/v2/x\" matches no endpoint; known endpoints:"
                        + " /v1/auth/login, /v1/whoami",
                "rules = [{ endpoint = \"*\" }, { endpoint = /v1/whoami }]|rules: \"/v1/whoami\" matches no endpoint that no earlier rule matches",
                "rules = [{ endpoint = /v1/whoami }, { endpoint = /v1/whoami }]|already has a rule",
                "rules = { endpoint = /v1/whoami }|rules: is an object; write a list, [ ... ]",
                "rules.0.endpoint = /v1/whoami, rules.x.endpoint = /v1/x|rules: is an object; write a list",
                "limits { 0 = \"p95 < 5s\", strict = \"p95 < 1ms\" }|limits: is an object; write a list",
                "gate { 0 = p95, more = p99 }|gate: is an object; write a list",
                "rules = [{ endpoint = /v1/whoami, limits { 0 = \"p95 < 5s\", x = \"p95 < 1ms\" } }]|rules[0].limits: is an object",
                "threshold = many|threshold: 'many' is not a number of percent",
                "threshold = [1]|threshold",
                "gate = [p42]|gate: 'p42' is not a metric; metrics are p",
                "limits = [\"p95 < 200\"]|limits: 'p95 < 200' lacks its unit; use ms",
                "limits = 5|is not a policy file (line 1: limits has type NUMBER",
                "threshold = {|is not a policy file",
                "include required(\"none.conf\")|it includes none.conf; copy its content into the file itself",
                "include \"limits.conf\"|it includes limits.conf",
                "include file(\"limits.conf\")|it includes limits.conf",
                "include url(\"http://127.0.0.1:9/limits.conf\")|it includes http://127.0.0.1:9/limits.conf",
                "include classpath(\"limits.conf\")|it includes limits.conf",
                "limits = null|limits: has no value; set one, or remove the key",
                "rules = [{ endpoint = /v1/whoami, gate = null }]|rules[0].gate: has no value",
                "gate = []|gate: names no metric; specify one, or remove the key",
            })
    void aMistakeIsOneLineAndNothingIsWritten(String text, String message) throws Exception {
        policy(text);

        assertEquals(2, check());

        assertTrue(err.startsWith("perf-analyzer: " + folder.resolve("policy.conf") + ": "), err);
        assertTrue(err.contains(message), err);
        assertEquals(1, err.lines().count(), err);
        assertFalse(err.contains("internal error"), err);
        assertFalse(Files.exists(folder.resolve("results")));
    }

    /** Every command reads the policy file, but a comparison can contain only some of the endpoints. */
    @Test
    void ofAPolicyFileThatWasNotNamedAComparisonLeavesRulesUnused() throws Exception {
        Files.writeString(folder.resolve("perf_policy.conf"), "rules = [{ endpoint = /v2/x }]");
        LogBuilder.startedAt(LogBuilder.START.plusSeconds(60))
                .oneUser("/v1/whoami", 0, 1000, 20)
                .oneUser("/v1/auth/login", 20_000, 1000, 40)
                .writeInto(folder.resolve("gatling/second"));

        TestShell.Ended compared = TestShell.analyzer(folder, "compare", "gatling/first", "gatling/second");
        assertEquals(0, compared.status(), compared.text());
        assertTrue(
                compared.text().contains("Note: perf_policy.conf: rules: \"/v2/x\" matches no endpoint"),
                compared.text());
        TestShell.Ended named = TestShell.analyzer(
                folder, "compare", "gatling/first", "gatling/second", "--policy", "perf_policy.conf");
        assertEquals(2, named.status(), named.text());
    }

    /** The first check of one of several simulations, and each step of bin/bisect, see only some of the endpoints. */
    @Test
    void ofAPolicyFileThatWasNotNamedACheckWithoutBaselinesLeavesRulesUnused() throws Exception {
        Files.writeString(folder.resolve("perf_policy.conf"), "rules = [{ endpoint = /v2/x }]");
        String unused = "perf_policy.conf: rules: \"/v2/x\" matches no endpoint";
        List<String> check = List.of("--gatling-dir", "gatling", "--limit", "p95 < 1s");

        TestShell.Ended limitsAlone = analyzerInFolder(check, "--no-baseline", "--endpoint", "/v1/whoami");
        assertEquals(0, limitsAlone.status(), limitsAlone.text());
        assertTrue(limitsAlone.text().contains("Note: " + unused), limitsAlone.text());
        TestShell.Ended named = analyzerInFolder(check, "--no-baseline", "--policy", "perf_policy.conf");
        assertEquals(2, named.status(), named.text());
        TestShell.Ended first = analyzerInFolder(check, "--save-baselines", "--allow-unjudged");
        assertEquals(0, first.status(), first.text());
        assertTrue(first.text().contains("Note: " + unused), first.text());
        TestShell.Ended kept = analyzerInFolder(check);
        assertEquals(2, kept.status(), kept.text());
        assertTrue(kept.text().contains("perf-analyzer: " + unused), kept.text());
        RunInfoFile.write(
                folder.resolve("gatling/first"),
                TestRuns.info(LogBuilder.START, Duration.ofSeconds(40), Duration.ZERO, "/v1/whoami", "/v1/auth/login")
                        .withBaseTarget(Optional.of("http://127.0.0.1:8001")));
        TestShell.Ended paired = analyzerInFolder(check);
        assertEquals(3, paired.status(), paired.text());
        assertTrue(paired.text().contains("Note: " + unused), paired.text());
    }

    /** Maven starts no simulation after one that failed, so the rules of their endpoints match nothing. */
    @Test
    void aLoadThatFailedLeavesRulesUnused() throws Exception {
        RunInfoFile.write(
                folder.resolve("gatling/whoamisimulation-20261123143000000"), TestRuns.failedInfo("status 401"));
        policy("rules = [{ endpoint = /v2/x }]");

        assertEquals(3, check("--no-baseline", "--limit", "p95 < 1s"), err);

        assertTrue(out.contains("the load failed: status 401"), out);
        assertTrue(out.replaceAll("\\s+", " ").contains("policy.conf: rules: \"/v2/x\" matches no endpoint"), out);
        Path page = folder.resolve("page.html");
        assertEquals(0, call("report", "--output", page.toString()), err);
        assertTrue(Files.readString(page).contains("matches no endpoint"));
    }

    private TestShell.Ended analyzerInFolder(List<String> args, String... more) throws Exception {
        return TestShell.analyzer(
                folder, Stream.concat(args.stream(), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void aWiderLimitOfErrorsReplacesTheUsualOne() throws Exception {
        threePercentFail();

        assertEquals(1, check("--no-baseline", "--limit", "p95 < 50ms", "--endpoint", "/v1/whoami"));
        assertEquals(0, check("--no-baseline", "--limit", "errors < 5%", "--endpoint", "/v1/whoami"));
        assertEquals(
                1,
                check("--no-baseline", "--limit", "errors < 5%", "--max-error-rate", "1", "--endpoint", "/v1/whoami"));
        policy("rules = [{ endpoint = /v1/whoami, limits = \"errors < 5%\" }]");
        assertEquals(0, check("--no-baseline", "--endpoint", "/v1/whoami"));
        policy("max-error-rate = 1, limits = \"errors < 5%\"");
        assertEquals(1, check("--no-baseline", "--endpoint", "/v1/whoami"));
        policy("max-error-rate = 1, rules = [{ endpoint = /v1/whoami, limits = \"errors < 5%\" }]");
        assertEquals(1, check("--no-baseline", "--endpoint", "/v1/whoami"));
    }

    @Test
    void aMistakeIsQuotedOnlyInPart() throws Exception {
        policy("\"".repeat(500_001));

        assertEquals(2, check());

        assertTrue(err.endsWith(" \u2026\n") && err.length() < 5000, err.length() + "");
    }

    /** 31 of 1000 requests fail: 2.12 to 4.37 %. */
    @Test
    void aWiderLimitOfErrorsIsJudgedByTheInterval() throws Exception {
        threePercentFail();

        assertEquals(0, check("--no-baseline", "--limit", "errors < 4.4%", "--endpoint", "/v1/whoami"));
        assertEquals(3, check("--no-baseline", "--limit", "errors < 3%", "--endpoint", "/v1/whoami"));
        assertEquals(1, check("--no-baseline", "--limit", "errors < 2.1%", "--endpoint", "/v1/whoami"));
    }

    @Test
    void aGateOfNothingIsAMistake() {
        assertEquals(2, check("--gate", ","));
        assertTrue(err.contains("--gate: names no metric"), err);
    }

    @Test
    void aPolicyFileThatIsNestedWithoutEndIsAMistake() throws Exception {
        policy("threshold = " + "[".repeat(100_000));

        assertEquals(2, check());

        assertTrue(err.endsWith("policy.conf: is not a policy file (it is nested too deep); correct it\n"), err);
    }

    @Test
    void aPolicyFileThatIsNotThereIsAMistake() {
        assertEquals(2, check("--policy", folder.resolve("none.conf").toString()));
        assertTrue(err.contains("none.conf: is not a file; check --policy"), err);
    }

    @Test
    void aLimitThatIsNoneIsAMistake() {
        assertEquals(2, check("--limit", "p95 < 200"));
        assertTrue(err.contains("'p95 < 200' lacks its unit; use ms"), err);
        assertEquals(1, err.lines().count(), err);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is empty",
                "' \n\n'|is empty",
                "{}|is empty",
                "'# threshold = 10'|is empty",
                "'threshold = 10\nthreshold = 50'|threshold: is set twice in one place",
                "'{\"threshold\": 10, \"threshold\": 50}'|threshold: is set twice in one place",
                "'rules = [{endpoint = \"*\", threshold = 10, threshold = 50}]'|threshold: is set twice in one place",
                "'rules = [{endpoint = \"*\", threshold = 10} {endpoint = \"/v1/*\", gate = [p95]}]'|line 1: an object begins directly after another",
                "'threshold = 10\nrules = [{endpoint = \"*\"}\t\u00A0{endpoint = \"/v1/*\"}]'|line 2: an object begins directly after another",
                "'rules = []\nrules = []'|rules: is set twice in one place",
                "'threshold = ${?NOT_SET}'|threshold: has no value because its variable is not set",
                "'rules = [{endpoint = \"*\", threshold = ${?NOT_SET}}]'|rules[0].threshold: has no value",
                "'limits = [\"p95 < 500ms\", ${?NOT_SET}]'|limits: has an element without a value because its variable is not set",
                "'rules = [${?NOT_SET}, {endpoint = \"*\"}]'|rules: has an element without a value",
                "'rules += {endpoint = \"*\"}\nrules = []'|rules: is set after +=, which discards what was added",
                "'rules += {endpoint = \"*\", limits = ${?NOT_SET}}'|limits: has no value because its variable is not set",
                "'rules += {endpoint = \"*\", limits = [\"errors < 5%\", ${?NOT_SET}]}'|${?NOT_SET}: has no value because it is not set",
                "'limits = [\"errors < 5%\"] ${?NOT_SET}'|${?NOT_SET}: has no value because it is not set",
                "'limits += ${?NOT_SET}'|limits: has no value because its variable is not set",
                "'limits = [\"errors < 5%\"] ${?\"NOT_SET\"}'|${?\"NOT_SET\"}: has its variable in quotes; remove the quotes",
                "'limits += ${? \"NOT_SET\"}'|${? \"NOT_SET\"}: has its variable in quotes",
                "'rules = ${?NOT_SET} [{endpoint = \"*\", limits = ${?NOT_SET}}]'|rules: has no value because",
                "'threshold = 10\nthreshold\u00A0= 50'|threshold: is set twice in one place",
            })
    void aFileThatHasLostContentIsRefused(String text, String why) throws Exception {
        policy(text.replace("\\n", "\n"));
        assertEquals(2, check("--no-baseline"), out);
        assertTrue(err.contains("policy.conf: " + why), err);
        assertEquals(1, err.lines().count(), err);
    }

    /** A comment would continue after it, and hide the limits. */
    @ParameterizedTest
    @ValueSource(strings = {"\r", "\u000b", "\f", "\u0085", "\u2028", "\u2029"})
    void aFileWithForeignLineEndsIsRefused(String end) throws Exception {
        policy("threshold = 20 # our policy" + end + "limits = [\"p95 < 1ms\"]" + end);
        assertEquals(2, check("--no-baseline"), out);
        assertTrue(err.contains("policy.conf: has a line end that is not one in this format"), err);
        policy("threshold = 20 # our policy\r\nlimits = [\"p95 < 1ms\"]\r\n");
        assertEquals(1, check("--no-baseline"), out + err);
    }

    /** Otherwise the library would take a minute for them. */
    @Test
    void aFileThatAddsToAListThousandsOfTimesIsRefused() throws Exception {
        policy("limits += \"p95 < 200ms\"\n".repeat(3000));
        assertEquals(2, check("--no-baseline"), out);
        assertTrue(err.contains("policy.conf: uses += more than 50 times"), err);
        policy("threshold = ${?NOT_SET}\n".repeat(2500));
        assertEquals(2, check("--no-baseline"), out);
        assertTrue(err.contains("policy.conf: uses ${? more than 200 times"), err);
        policy("# nothing\n".repeat(200_000));
        assertEquals(2, check("--no-baseline"), out);
        assertTrue(err.contains("policy.conf: is longer than 1048576 bytes"), err);
    }

    @Test
    void aKeyCanStandInSeveralRulesAndHaveADefault() throws Exception {
        policy("threshold = 10 // threshold = 11\nthreshold = ${?NOT_SET}\n# threshold = 12\n"
                + "rules = [{endpoint = \"*\", threshold = 30}]\n"
                + "rules += {endpoint = \"/v1/threshold = 1\", threshold = 30}\n");
        check("--no-baseline", "--limit", "p95 < 50ms");
        assertTrue(err.contains("\"/v1/threshold = 1\" matches no endpoint"), err);
    }

    private void threePercentFail() {
        LogBuilder log = LogBuilder.startedAt(LogBuilder.START.plusSeconds(60)).userStart(0);
        for (int i = 0; i < 1000; i++) {
            if (i % 33 == 0) {
                log.failed("/v1/whoami", 20 * i, 20 * i + 20, "status 500");
            } else {
                log.ok("/v1/whoami", 20 * i, 20 * i + 20);
            }
        }
        log.userEnd(20_000).writeInto(folder.resolve("gatling/second"));
    }

    private void policy(String text) throws IOException {
        Files.writeString(folder.resolve("policy.conf"), text);
    }

    private int check(String... args) {
        return call("check", args);
    }

    private int call(String command, String... args) {
        List<String> all = new ArrayList<>(List.of(
                command,
                "--gatling-dir",
                folder.resolve("gatling").toString(),
                "--results-dir",
                folder.resolve("results").toString(),
                "--baseline-dir",
                folder.resolve("baselines").toString()));
        if (Files.exists(folder.resolve("policy.conf"))) {
            all.addAll(List.of("--policy", folder.resolve("policy.conf").toString()));
        }
        all.addAll(List.of(args));
        StringWriter outWriter = new StringWriter();
        StringWriter errWriter = new StringWriter();
        int exitCode =
                Main.run(Map.of(), new PrintWriter(outWriter), new PrintWriter(errWriter), all.toArray(String[]::new));
        out = outWriter.toString();
        err = errWriter.toString();
        return exitCode;
    }
}
