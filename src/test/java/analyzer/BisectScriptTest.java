package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The script that finds the commit that made a backend slower. Git, the processes and the backends are real. Load and analyzer are
 * not: they compare the means that the backends report. {@code .ci/bisect} tests everything for real.
 */
class BisectScriptTest {

    /** Asks both backends for their means. With a mean of 666 the load does not end. */
    private static final String LOAD = """
            #!/usr/bin/env bash
            mean() {
              exec 5<>"/dev/tcp/127.0.0.1/${1##*:}"
              printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&5
              sed -n 's/.*"mean":"\\([^"]*\\)".*/\\1/p' <&5
            }
            mkdir -p target
            echo "$COMMIT" >target/commit
            candidate=$(mean "$BASE_URL")
            printf '%s %s %s %s %s %s %s\\n' "$(mean "$BASELINE_URL")" "$candidate" "$THRESHOLD" "$DURATION" "$MAX_DURATION" \\
              "$IGNORE_LIMITS" "$*" >>target/loads
            if [[ $candidate == 666 ]]; then sleep 600; fi
            """;

    /** Replaces java and acts as the analyzer: a mean of 404 and a base of 9 cannot be judged, and 500 fails too often. */
    private static final String JUDGE = """
            #!/usr/bin/env bash
            echo "$IGNORE_LIMITS $*" >>target/judgements
            while (($#)); do
              if [[ $1 == --results-dir ]]; then results=$2; elif [[ $1 == --threshold ]]; then threshold=$2; fi
              shift
            done
            touch "$results/report_1.html"
            commit=$(cat target/other 2>/dev/null || cat target/commit)
            if [[ -f target/report.json ]]; then
              sed 's/"commit" : "[^"]*"/"commit" : "'"$commit"'"/' target/report.json >"$results/report_1.json"
              exit 1
            fi
            read -r base candidate _ < <(tail -n 1 target/loads)
            awk -v base="$base" -v candidate="$candidate" -v threshold="$threshold" -v commit="$commit" '
              BEGIN {
                change = candidate / base - 1
                outcome = candidate == 404 || base == 9 ? "CANNOT_JUDGE" : 100 * change > threshold ? "REGRESSION" : "PASS"
                codes = candidate == 500 ? "TOO_MANY_FAILED" : "ABOVE_THRESHOLD"
                print "{\\n  \\"endpoints\\" : [ {\\n    \\"endpoint\\" : \\"/v1/whoami\\",\\n    \\"outcome\\" : \\"" outcome "\\","
                print "    \\"reason\\" : \\"the reason\\",\\n    \\"reason_codes\\" : [ \\"" codes "\\" ],"
                print "    \\"comparisons\\" : [ {\\n      \\"metric\\" : \\"p95\\","
                print "      \\"change\\" : " change ",\\n      \\"gated\\" : true,\\n      \\"outcome\\" : \\"" outcome "\\"\\n    } ],"
                print "    \\"result\\" : {\\n      \\"origin\\" : \\"target/gatling/whoamisimulation-1/simulation.log\\","
                print "      \\"commit\\" : \\"" commit "\\"\\n    }\\n  } ]\\n}"
                exit outcome == "PASS" ? 0 : outcome == "REGRESSION" ? 1 : 3
              }' >"$results/report_1.json"
            """;

    @TempDir
    Path folder;

    private Path gate;
    private Path backend;
    private String start;
    private String waitForTarget = "1m";
    private final List<String> commits = new ArrayList<>();

    @BeforeEach
    void prepare() throws Exception {
        gate = folder.resolve("gate");
        for (String file :
                List.of("bin/bisect", "bin/lib/common", "bin/lib/bisect-step", ".github/scripts/run-backend")) {
            Files.createDirectories(gate.resolve(file).getParent());
            Files.copy(Path.of(file), gate.resolve(file));
        }
        script(".github/scripts/load", LOAD);
        script("programs/java", JUDGE);
        script("programs/mvn", "#!/bin/sh\nexit 1\n");
        Files.createDirectories(gate.resolve("src/test/java/simulations"));
        Files.createFile(gate.resolve("src/test/java/simulations/WhoamiSimulation.java"));
        Files.createFile(gate.resolve("pom.xml"));
        Files.createDirectories(gate.resolve("target"));
        Files.setLastModifiedTime(
                Files.createFile(gate.resolve("target/perf-analyzer.jar")),
                FileTime.from(Instant.now().plusSeconds(60)));
        // The backend does not use the folder. It only marks the process as one of this test.
        start = "exec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
                + Path.of("target/test-classes").toAbsolutePath() + "' analyzer.SlowServer \"$PORT\" mean '" + folder
                + "'";
        backend = folder.resolve("backend");
        TestShell.git(folder, "init", "--quiet", "--initial-branch=main", backend.toString());
    }

    /** True after every test. */
    @AfterEach
    void theCheckoutIsUnchangedAndNothingRuns() throws Exception {
        if (commits.isEmpty()) {
            return;
        }
        assertEquals("", TestShell.git(backend, "status", "--porcelain", "--ignored"));
        assertEquals("refs/heads/main", TestShell.git(backend, "for-each-ref", "--format=%(refname)"));
        assertEquals("refs/heads/main", TestShell.git(backend, "symbolic-ref", "HEAD"));
        assertEquals(1, TestShell.git(backend, "worktree", "list").lines().count());
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            assertEquals(List.of(), left.toList());
        }
        assertEquals(0, backends());
    }

    @Test
    void theCommitIsFoundAmongSomeThatDoNotStart() throws Exception {
        commit("8 none 8 8 10 10 none 10");

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertEquals(0, ended.status(), ended.text());
        assertTrue(ended.text().contains("First slow commit: " + commits.get(4) + "\n"), ended.text());
        assertTrue(ended.text().contains("  test, 2"), ended.text());
        assertTrue(ended.text().contains("  commit 5 has 10\n"), ended.text());
        assertTrue(
                ended.text()
                        .contains("Against its parent, " + shortName(3) + ":\n  REGRESSION /v1/whoami: the reason\n"),
                ended.text());
        String page = ended.text().replaceAll("(?s).*\nHTML report: (.*)\n.*", "$1");
        assertTrue(page.matches(".*/step_\\d_" + shortName(4) + "/report_1.html"), page);
        assertTrue(Files.exists(Path.of(page)), page);
        assertTrue(
                ended.text()
                        .matches("(?s).*\nstep 1 of about 5: " + shortName(7)
                                + " commit 8 has 10: starts, loads, REGRESSION p95 \\+25 % \\(\\d+ s\\)\n.*"),
                ended.text());
        assertTrue(ended.text().contains("\nTotal: 0 min "), ended.text());
    }

    /** A threshold of half the change tells slow commits from fast ones in the shortest run. */
    @Test
    void theThresholdIsHalfOfTheChangeUnlessOneIsGivenAndTheLoadKnowsIt() throws Exception {
        commit("8 8 10");

        assertEquals(0, bisect(first(), last(), "--start", start).status());
        List<String> loads = loads();
        assertTrue(loads.get(0).startsWith("8 10 10 auto 60s "), loads.get(0));
        assertFalse(loads.get(0).contains("gatling.simulationClass"), loads.get(0));
        assertTrue(loads.get(1).startsWith("8 8 12.5 auto 60s "), loads.get(1));
        assertTrue(
                loads.get(1).endsWith(" -Dgatling.simulationClass=simulations.WhoamiSimulation"),
                "only what regressed: " + loads.get(1));

        Files.delete(gate.resolve("target/loads"));
        assertEquals(
                0,
                bisect(
                                commits.get(1),
                                last(),
                                "--start",
                                start,
                                "--threshold",
                                "24",
                                "--simulation",
                                "WhoamiSimulation")
                        .status());
        for (String load : loads()) {
            assertTrue(load.contains(" 24 auto 60s "), load);
            assertTrue(load.endsWith(" -Dgatling.simulationClass=simulations.WhoamiSimulation"), load);
        }
    }

    /** git bisect first finds a slow commit in the first half of the history, which is not the cause of BAD. */
    @Test
    void aFixedSlowdownIsNotTheCause() throws Exception {
        commit("8 12 12 12 8 8 10 10");

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertEquals(0, ended.status(), ended.text());
        assertTrue(ended.text().contains("Note: " + shortName(1) + " was also slow, and is fixed in "), ended.text());
        assertTrue(ended.text().contains("First slow commit: " + commits.get(6) + "\n"), ended.text());
    }

    @Test
    void buildsOnceAndStartsEachTimeInTheUsersFolder() throws Exception {
        Files.createDirectories(backend.resolve("server"));
        commit("server/mean", "8 8 8 12");
        String startBuilt = start.replace(" mean", " built");
        String build = "echo built >>\"" + folder.resolve("builds") + "\"; cp mean built; echo dirt >mean";

        TestShell.Ended ended =
                run(backend.resolve("server"), first(), last(), "--start", startBuilt, "--build", build);

        assertEquals(0, ended.status(), ended.text());
        assertTrue(ended.text().contains("First slow commit: " + last()), ended.text());
        // GOOD, BAD, its parent, the parent again as a base, and BAD together with it.
        assertEquals(5, Files.readAllLines(folder.resolve("builds")).size(), ended.text());
    }

    @Test
    void reportsTheRemainingCommitsIfNoneStarts() throws Exception {
        commit("8 none none 12");

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertEquals(3, ended.status(), ended.text());
        String line = lastLine(ended);
        assertTrue(line.startsWith("bisect: the slow commit is one of these, "), line);
        for (int i = 1; i <= 3; i++) {
            assertTrue(line.contains(shortName(i)), line);
        }
        assertFalse(line.contains(shortName(0)), line);
    }

    @Test
    void aCommitThatOnlyItsOwnParentHidesIsNotFound() throws Exception {
        commit("100 109 118 127");

        TestShell.Ended ended = bisect(first(), last(), "--start", start, "--threshold", "15");

        assertEquals(3, ended.status(), ended.text());
        assertTrue(ended.text().contains("The search ended at " + commits.get(2)), ended.text());
        assertTrue(lastLine(ended).startsWith("bisect: compared with its own parent it is not slow"), ended.text());
    }

    @Test
    void inconclusiveStepsAreLoadedLongerOnce() throws Exception {
        commit("8 404");

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertEquals(3, ended.status(), ended.text());
        assertTrue(
                ended.text().contains("loads, inconclusive, starts, loads, CANNOT_JUDGE (the reason)"), ended.text());
        assertTrue(
                lastLine(ended).contains("could not be compared with GOOD: CANNOT_JUDGE (the reason); see "),
                ended.text());
        List<String> loads = loads().stream().map(load -> load.split(" ")[4]).toList();
        assertEquals(List.of("60s", "180s"), loads);
    }

    @Test
    void aBadCommitThatIsNotSlowIsRefused() throws Exception {
        commit("8 12 8");
        assertEquals(3, bisect(first(), last(), "--start", start).status());

        TestShell.Ended ended = bisect(first(), last(), "--start", start, "--threshold", "30");
        assertEquals(3, ended.status(), ended.text());
        assertTrue(
                lastLine(ended)
                        .startsWith("bisect: BAD, " + shortName(2)
                                + ", is not slower than GOOD by more than 30 %: there is nothing to find; see "),
                ended.text());
    }

    @Test
    void twoSearchesInOneSecondHaveSeparateReports() throws Exception {
        script("programs/date", "#!/bin/bash\necho 20260101_120000\n");
        commit("8 12");

        for (String folder : List.of("bisect_20260101_120000", "bisect_20260101_120000_2")) {
            TestShell.Ended ended = bisect(first(), last(), "--start", start);
            assertEquals(0, ended.status(), ended.text());
            assertTrue(ended.text().contains("/" + folder + "\n"), ended.text());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none | 2 | GOOD, COMMIT, does not start, its start command ended; see LOG/base.log",
                "hang | 2 | GOOD, COMMIT, does not respond at port $PORT within 5 s (WAIT_FOR_TARGET); see LOG/base.log"
            })
    void aGoodCommitThatDoesNotStartEndsTheSearch(String mean, int status, String line) throws Exception {
        commit(mean + " 8 12");
        waitForTarget = "5s";

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertEquals(status, ended.status(), ended.text());
        assertEquals(
                "bisect: " + line.replace("COMMIT", shortName(0)),
                lastLine(ended).replaceAll("see .*/step_1_[0-9a-f]+", "see LOG"));
    }

    @Test
    void aHangingBadCommitIsReportedInOneLine() throws Exception {
        commit("8 hang");
        waitForTarget = "7s";

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertEquals(3, ended.status(), ended.text());
        assertTrue(
                lastLine(ended)
                        .startsWith(
                                "bisect: BAD, " + shortName(1) + ", could not be compared with GOOD: does not respond"
                                        + " at port $PORT within 7 s (WAIT_FOR_TARGET); see "),
                ended.text());
    }

    @Test
    void aPortInUseIsReportedInOneLine() throws Exception {
        commit("8 12");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String fixed = start.replace("\"$PORT\"", String.valueOf(taken.getLocalPort()));

            TestShell.Ended ended = bisect(first(), last(), "--start", fixed);

            assertEquals(2, ended.status(), ended.text());
            assertTrue(lastLine(ended).contains("Address already in use"), ended.text());
            assertTrue(lastLine(ended).contains("it must listen on port $PORT; see "), ended.text());
        }
    }

    /** A port in use ends the search only until a pair has started: later it is another port, or no port at all. */
    @Test
    void aLaterCommitWithAnotherPortInUseIsSkipped() throws Exception {
        commit("8 8 8 12");

        TestShell.Ended ended = bisect(
                first(),
                last(),
                "--start",
                "[[ $(cat number) != [23] ]] || { echo port 5005 already in use; exit 1; }; " + start);

        assertEquals(3, ended.status(), ended.text());
        assertTrue(lastLine(ended).startsWith("bisect: the slow commit is one of these, "), ended.text());
    }

    @Test
    void aCommitThatFailsRequestsIsNotSlow() throws Exception {
        commit("8 500");

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertEquals(3, ended.status(), ended.text());
        assertTrue(
                lastLine(ended).contains("could not be compared with GOOD: FAILED (the reason); see "), ended.text());
        assertEquals(1, loads().size(), ended.text());
    }

    @Test
    void loadAndAnalyzerIgnoreLimits() throws Exception {
        commit("8 12");

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertEquals(0, ended.status(), ended.text());
        String load = loads().get(0);
        assertTrue(load.startsWith("8 12 10 auto 60s true "), load);
        String judgement = Files.readAllLines(gate.resolve("target/judgements")).get(0);
        assertTrue(judgement.startsWith("true -jar "), judgement);
    }

    @Test
    void aParentThatCannotBeJudgedDoesNotConfirmTheCommit() throws Exception {
        commit("8 9 12");

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertNotConfirmed(ended, "CANNOT_JUDGE (the reason)");
        assertTrue(ended.text().contains("\nstep 4 of "), "a second try: " + ended.text());
    }

    /** Each condition is false for one side of the comparison with the parent. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[[ $(cat number) != 3 ]] || mkdir $MARK || exit; true; does not start, its start command ended",
                "[[ $DATABASE_URL != *_base || $(cat number) != 2 ]] || exit; true;"
                        + " its parent does not start, its start command ended",
                "true; [[ $PWD != */base || $(cat number) != 2 ]]; its parent does not build"
            })
    void aComparisonWithTheParentThatFailsDoesNotLoseTheCommit(String before, String build, String reason)
            throws Exception {
        commit("8 8 12");

        TestShell.Ended ended = bisect(first(), last(), "--start", before + "; " + start, "--build", build);

        assertNotConfirmed(ended, reason);
    }

    private void assertNotConfirmed(TestShell.Ended ended, String reason) throws Exception {
        assertEquals(3, ended.status(), ended.text());
        assertTrue(
                ended.text().contains("Found " + commits.get(2) + ", which is slow compared with GOOD."), ended.text());
        assertTrue(ended.text().contains("\nFound, but not confirmed: " + commits.get(2) + "\n"), ended.text());
        assertTrue(
                lastLine(ended)
                        .startsWith("bisect: it could not be compared with its parent, " + shortName(1) + ": " + reason
                                + "; see "),
                ended.text());
    }

    @Test
    void aBaseThatDoesNotStartOnceIsStartedAgain() throws Exception {
        commit("8 12");
        String once = "[[ $DATABASE_URL != *_base || -d $MARK ]] || ! mkdir $MARK || exit; ";

        TestShell.Ended ended = bisect(first(), last(), "--start", once + start);

        assertEquals(0, ended.status(), ended.text());
    }

    @Test
    void aSearchThatBreaksOffReportsTheCommitsLeft() throws Exception {
        commit("8 8 8 12");
        String once = "[[ $DATABASE_URL != *_base ]] || mkdir $MARK || exit; ";

        TestShell.Ended ended = bisect(first(), last(), "--start", once + start);

        assertEquals(2, ended.status(), ended.text());
        assertTrue(
                lastLine(ended)
                        .matches("bisect: GOOD, " + shortName(0)
                                + ", does not start, its start command ended; see .*/base.log; commits left: 3, from "
                                + shortName(1) + " to " + shortName(3)),
                ended.text());
    }

    /** To git bisect, the exit status of a step that fails by itself would mean that the commit is slow. */
    @Test
    void aStepThatBreaksOffEndsTheSearch() throws Exception {
        commit("8 8 12");
        script(
                "programs/java",
                JUDGE.replace(
                        "touch \"", "[[ $(wc -l <target/loads) != 2 ]] || mkdir \"$results/verdicts\"\ntouch \""));

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertEquals(2, ended.status(), ended.text());
        assertTrue(
                lastLine(ended)
                        .matches("bisect: the step was aborted; see .*/bisect.log; commits left: 2, from "
                                + shortName(1) + " to " + shortName(2)),
                ended.text());
    }

    @Test
    void anAnalyzerWithoutAReportEndsTheSearch() throws Exception {
        commit("8 12");
        script("programs/java", "#!/bin/sh\n");

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertEquals(2, ended.status(), ended.text());
        assertTrue(lastLine(ended).matches("bisect: the analyzer wrote no report; see .*/verdict.log"), ended.text());
    }

    /** The newest run in the gate is then not the one of this step. */
    @Test
    void theRunOfAnotherLoadIsNotJudged() throws Exception {
        commit("8 12");
        Files.createDirectories(gate.resolve("target"));
        Files.writeString(gate.resolve("target/other"), first());

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertEquals(2, ended.status(), ended.text());
        assertEquals(
                "bisect: another load ran in " + gate
                        + " at the same time, and its run was the newest; run one load at a" + " time in a gate",
                lastLine(ended));
    }

    /** git sets it for an alias or a hook that calls the script in a linked work tree. */
    @Test
    void theVariablesOfTheUsersGitDoNotMatter() throws Exception {
        commit("8 8 12");
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("GIT_DIR", backend.resolve(".git").toString());
        environment.put("GIT_INDEX_FILE", backend.resolve(".git/index").toString());

        TestShell.Ended ended = TestShell.run(backend, environment, command(first(), last(), "--start", start));

        assertEquals(0, ended.status(), ended.text());
    }

    @Test
    void inAShallowCloneTheAdviceIsToFetchTheRest() throws Exception {
        commit("8 8 12");
        TestShell.git(folder, "clone", "--quiet", "--depth", "1", "file://" + backend, "shallow");
        Path shallow = folder.resolve("shallow");
        TestShell.git(shallow, "fetch", "--quiet", "--depth", "1", "origin", first());

        TestShell.Ended ended = run(shallow, first(), last(), "--start", start);

        assertEquals(2, ended.status(), ended.text());
        assertEquals(
                "bisect: " + first() + " is not an ancestor of " + last()
                        + " in this clone, which is shallow; fetch the rest: git fetch --unshallow\n",
                ended.text());
    }

    /** In a new work tree git cannot recurse into submodules, regardless of the user's configuration. */
    @Test
    void submodulesThatTheUserRecursesIntoDoNotMatter() throws Exception {
        Path part = folder.resolve("part");
        TestShell.git(folder, "init", "--quiet", part.toString());
        Files.writeString(part.resolve("file"), "");
        TestShell.git(part, "add", "--all");
        TestShell.git(part, "commit", "--quiet", "-m", "part");
        TestShell.git(
                backend, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", part.toString(), "part");
        TestShell.git(backend, "config", "submodule.recurse", "true");
        commit("8 8 12");

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertEquals(0, ended.status(), ended.text());
    }

    @Test
    void aCheckoutThatFailsIsReportedInOneLine() throws Exception {
        commit("8 12");
        TestShell.git(backend, "config", "filter.large.smudge", "false");
        TestShell.git(backend, "config", "filter.large.clean", "cat");
        TestShell.git(backend, "config", "filter.large.required", "true");
        Files.writeString(backend.resolve(".git/info/attributes"), "mean filter=large\n");

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertEquals(2, ended.status(), ended.text());
        assertEquals(1, ended.text().lines().count(), ended.text());
        assertTrue(
                lastLine(ended)
                        .matches("bisect: " + shortName(0) + " cannot be checked out into .*/tmp; see .*/bisect.log"),
                ended.text());
    }

    @Test
    void textOfACommitControlsNeitherTerminalNorRunner() throws Exception {
        commit("8 8 12");
        Path message = Files.writeString(folder.resolve("message"), "\u00a0::error ::boom \u001b[31m\u009b1m\u202e");
        TestShell.git(backend, "commit", "--amend", "--quiet", "--file", message.toString());
        commits.set(2, TestShell.git(backend, "rev-parse", "HEAD"));

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertEquals(0, ended.status(), ended.text());
        assertTrue(ended.text().contains(": :error ::boom ?[31m?1m?\n"), ended.text());
        assertFalse(ended.text().contains("\u001b"), ended.text());
    }

    @Test
    void aCheckoutThatFailsInTheSearchIsReportedInOneLine() throws Exception {
        commit("8 8 13 12 12");
        TestShell.git(
                backend,
                "config",
                "filter.large.smudge",
                "sh -c 'read -r mean; test \"$mean\" != 13 && printf %s \"$mean\"'");
        TestShell.git(backend, "config", "filter.large.clean", "cat");
        TestShell.git(backend, "config", "filter.large.required", "true");
        Files.writeString(backend.resolve(".git/info/attributes"), "mean filter=large\n");

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertEquals(2, ended.status(), ended.text());
        assertTrue(
                lastLine(ended).matches("bisect: git bisect cannot check out a commit; see .*/bisect.log.*"),
                ended.text());
    }

    /** The script can read its part of a report that the analyzer wrote. */
    @Test
    void aReportIsReadAsItIsWritten() throws Exception {
        commit("8 12");
        Files.copy(Path.of("src/test/resources/golden/report.json"), gate.resolve("target/report.json"));

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertEquals(0, ended.status(), ended.text());
        assertTrue(
                ended.text()
                        .contains(
                                " /v1/music/command FAILED (153 of 4153 requests failed (3.684 %), more than the allowed 1 %;"
                                        + " mostly: status.find.is(200), but actually found 500), /v1/whoami REGRESSION p95 +50 %,"),
                ended.text());
        assertTrue(ended.text().contains("by more than 20 %, at: /v1/whoami\n"), ended.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GOOD | specify two commits, a good one and a bad one; see --help",
                "GOOD BAD | set the command that starts the backend with --start; see --help",
                "GOOD BAD --start | --start needs a value; see --help",
                "GOOD BAD --stat x | --stat is not an option; see --help",
                "GOOD BAD --start x --threshold much | --threshold much is not a percentage above 0 and below 100, such as 15",
                "GOOD BAD --start x --threshold 0.0 | --threshold 0.0 is not a percentage above 0 and below 100, such as 15",
                "GOOD BAD --start x --threshold 150 | --threshold 150 is not a percentage above 0 and below 100, such as 15",
                "GOOD v9 --start x | v9 is not a commit of BACKEND; check its name, or fetch it",
                "GOOD GOOD --start x | GOOD and GOOD are the same commit, SHORT; specify an earlier good commit",
                "BAD GOOD --start x | BAD is not an ancestor of GOOD; specify one, such as their merge base: git merge-base BAD GOOD",
                "GOOD BAD --start x --simulation None | --simulation None: no such simulation in"
                        + " GATE/src/test/java/simulations; specify one such as WhoamiSimulation"
            })
    void wrongUsageIsReportedInOneLine(String words, String line) throws Exception {
        commit("8 12");

        TestShell.Ended ended =
                bisect(words.replace("GOOD", first()).replace("BAD", last()).split(" "));

        assertEquals(2, ended.status(), ended.text());
        assertEquals(
                "bisect: "
                        + line.replace("GOOD", first())
                                .replace("BAD", last())
                                .replace("BACKEND", backend.toString())
                                .replace("SHORT", shortName(0))
                                .replace("GATE", gate.toString())
                        + "\n",
                ended.text());
    }

    @Test
    void requiresACheckout() throws Exception {
        TestShell.Ended ended = run(folder, "a", "b", "--start", "x");

        assertEquals(2, ended.status());
        assertEquals(
                "bisect: " + folder + " is not in a git checkout; run bisect in the backend's checkout\n",
                ended.text());
    }

    /** Even connecting to it can block for minutes. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void aServerThatAcceptsNoConnectionDoesNotHangTheSearch() throws Exception {
        commit("8 full");
        waitForTarget = "12s";

        TestShell.Ended ended = bisect(first(), last(), "--start", start);

        assertEquals(3, ended.status(), ended.text());
        assertTrue(lastLine(ended).contains("does not respond at port $PORT within 12 s"), ended.text());
    }

    /** A build can hang, and its processes are not those of a step. */
    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void aBuildThatHangsCanBeStopped(String signal, int status) throws Exception {
        commit("8 12");
        Path console = folder.resolve("console");
        Path builds = folder.resolve("builds");
        ProcessBuilder builder = new ProcessBuilder(command(
                        first(), last(), "--start", start, "--build", "echo $$ >'" + builds + "'; exec sleep 600"))
                .directory(backend.toFile())
                .redirectErrorStream(true)
                .redirectOutput(console.toFile());
        builder.environment().putAll(environment());
        Process process = builder.start();
        while (process.isAlive()
                && (!Files.exists(builds) || Files.readString(builds).isEmpty())) {
            Thread.sleep(20);
        }

        TestShell.run(Map.of(), List.of("kill", "-" + signal, String.valueOf(process.pid())));

        assertEquals(status, process.waitFor(), Files.readString(console));
        assertTrue(Files.readString(console).contains("\nbisect: stopped; "), Files.readString(console));
        assertEquals(
                Optional.empty(),
                ProcessHandle.of(Long.parseLong(Files.readString(builds).strip()))
                        .filter(ProcessHandle::isAlive));
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void ctrlCLeavesNothing() throws Exception {
        commit("8 666");
        Path console = folder.resolve("console");
        ProcessBuilder builder = new ProcessBuilder(command(first(), last(), "--start", start))
                .directory(backend.toFile())
                .redirectErrorStream(true)
                .redirectOutput(console.toFile());
        builder.environment().putAll(environment());
        Process process = builder.start();
        while (!Files.exists(gate.resolve("target/loads")) && process.isAlive()) {
            Thread.sleep(20);
        }
        assertEquals(2, backends());

        TestShell.run(Map.of(), List.of("kill", "-INT", String.valueOf(process.pid())));

        assertEquals(130, process.waitFor(), Files.readString(console));
        String shown = Files.readString(console);
        assertTrue(shown.contains("\nbisect: stopped; removed everything but the logs in "), shown);
    }

    /** The number of running backends of this test. */
    private long backends() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::info)
                .filter(info -> info.command().orElse("").endsWith("/java"))
                .filter(info -> info.commandLine().orElse("").contains("SlowServer"))
                .filter(info -> info.commandLine().orElse("").contains(folder.toString()))
                .count();
    }

    private List<String> loads() throws IOException {
        return Files.readAllLines(gate.resolve("target/loads"));
    }

    private void script(String name, String text) throws IOException {
        Path file = gate.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
    }

    private void commit(String means) throws Exception {
        commit("mean", means);
    }

    private void commit(String file, String means) throws Exception {
        for (String mean : means.split(" ")) {
            int number = commits.size() + 1;
            Files.writeString(backend.resolve(file), mean);
            Files.writeString(backend.resolve("number"), String.valueOf(number));
            TestShell.git(backend, "add", "--all");
            TestShell.git(backend, "commit", "--quiet", "-m", "commit " + number + " has " + mean);
            commits.add(TestShell.git(backend, "rev-parse", "HEAD"));
        }
    }

    private String first() {
        return commits.get(0);
    }

    private String last() {
        return commits.get(commits.size() - 1);
    }

    private String shortName(int index) throws Exception {
        return TestShell.git(backend, "rev-parse", "--short", commits.get(index));
    }

    private static String lastLine(TestShell.Ended ended) {
        List<String> lines = ended.text().lines().toList();
        return lines.get(lines.size() - 1);
    }

    private TestShell.Ended bisect(String... words) throws Exception {
        return run(backend, words);
    }

    private TestShell.Ended run(Path from, String... words) throws Exception {
        return TestShell.run(from, environment(), command(words));
    }

    private List<String> command(String... words) {
        List<String> command =
                new ArrayList<>(List.of(gate.resolve("bin/bisect").toString()));
        command.addAll(List.of(words));
        return command;
    }

    private Map<String, String> environment() throws IOException {
        return Map.of(
                "PATH",
                gate.resolve("programs") + ":" + System.getenv("PATH"),
                "TMPDIR",
                Files.createDirectories(folder.resolve("tmp")).toString(),
                "OUTPUT_DIR",
                folder.resolve("results").toString(),
                "WAIT_FOR_TARGET",
                waitForTarget,
                "MARK",
                folder.resolve("mark").toString());
    }
}
