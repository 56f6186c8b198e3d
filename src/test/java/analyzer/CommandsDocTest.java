package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.gatling.LogBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command in docs/COMMANDS.md does what the page describes, with the same folder names below a temporary folder. */
class CommandsDocTest {

    private static final Pattern BLOCK = Pattern.compile("```(sh|hocon)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    Path folder;

    private String out;
    private String err;

    @Test
    void everyExampleRuns() throws Exception {
        List<String> commands = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(Path.of("docs/COMMANDS.md")));
        while (block.find()) {
            if (block.group(1).equals("hocon")) {
                Files.writeString(folder.resolve("perf_policy.conf"), block.group(2));
            } else {
                commands.addAll(block.group(2).lines().toList());
            }
        }
        List<String> conclusions = new ArrayList<>();
        int minute = 0;
        for (String name : List.of("main", "main-1", "main-2", "main-3", "branch")) {
            run(folder.resolve("results").resolve(name), minute++);
        }
        for (String command : commands) {
            int exitCode = call(words(command));
            conclusions.add(exitCode + " " + command.replaceAll(" -.*", "") + ": " + conclusion());
        }

        assertEquals(
                List.of(
                        "0 perf-analyzer compare results/main results/branch: PASS: 3 of 3 endpoints judged, no regression",
                        "0 perf-analyzer compare: PASS: 3 of 3 endpoints judged, no regression",
                        // These runs have only their logs.
                        "3 perf-analyzer compare results/main results/branch: CANNOT_JUDGE: /v1/auth/login,"
                                + " /v1/music/command, /v1/whoami",
                        "0 perf-analyzer: PASS: 3 of 3 endpoints judged, no regression",
                        "3 perf-analyzer: CANNOT_JUDGE: /v1/auth/login, /v1/music/command, /v1/whoami",
                        "0 perf-analyzer repeat: PASS: 1 of 1 endpoint judged, no regression",
                        "0 perf-analyzer: PASS: 3 of 3 endpoints judged, no regression"),
                conclusions,
                err);
    }

    /** Replaces the folders of an example, and Maven's load by one that takes no time. */
    private String[] words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        assertEquals("perf-analyzer", words.remove(0));
        boolean compares = words.get(0).equals("compare");
        boolean repeats = words.get(0).equals("repeat");
        if (repeats) {
            words.subList(words.indexOf("--"), words.size()).clear();
        }
        words.replaceAll(text -> text.matches("results.*|perf_policy\\.conf")
                ? folder.resolve(text).toString()
                : text);
        if (!compares && !words.contains("--gatling-dir")) {
            words.addAll(List.of(
                    "--gatling-dir",
                    folder.resolve(repeats ? "repeated" : "results").toString()));
        }
        if (!compares) {
            words.addAll(List.of("--baseline-dir", folder.resolve("baselines").toString()));
        }
        words.addAll(List.of("--results-dir", folder.resolve("reports").toString()));
        if (repeats) {
            words.add("--");
            words.addAll(FakeLoad.command(folder.resolve("repeated"), "20,20,20"));
        }
        return words.toArray(String[]::new);
    }

    private String conclusion() {
        return out.lines()
                .filter(line -> line.matches("(PASS|REGRESSION|CANNOT_JUDGE): .*"))
                .findFirst()
                .orElse("nothing");
    }

    private static void run(Path run, int minute) throws IOException {
        LogBuilder log = LogBuilder.startedAt(LogBuilder.START.plusSeconds(60L * minute));
        int begin = 0;
        for (String endpoint : List.of("/v1/whoami", "/v1/auth/login", "/v1/music/command")) {
            log.oneUser(endpoint, begin, 1000, 20 + minute % 2);
            begin += 21_000;
        }
        log.writeInto(run);
    }

    private int call(String... args) {
        StringWriter outWriter = new StringWriter();
        StringWriter errWriter = new StringWriter();
        int exitCode = Main.run(Map.of(), new PrintWriter(outWriter), new PrintWriter(errWriter), args);
        out = outWriter.toString();
        err = errWriter.toString();
        assertTrue(exitCode != 2, err);
        return exitCode;
    }
}
