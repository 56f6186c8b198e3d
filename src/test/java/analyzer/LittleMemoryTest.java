package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.gatling.LogBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs with the largest possible number of one kind of record. A process with 256 MB judges them or refuses them in one line. */
class LittleMemoryTest {

    private static final int MINUTE = 60_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("logs")
    void noLogNeedsMoreThan256Megabytes(Consumer<LogBuilder> content, int expected, String refusal) throws Exception {
        LogBuilder log = LogBuilder.started().userStart(0);
        content.accept(log);
        log.userEnd(10 * MINUTE).writeInto(folder.resolve("gatling/run"));

        Path err = folder.resolve("err");
        int exitCode = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "analyzer.Main",
                        "--gatling-dir",
                        folder.resolve("gatling").toString(),
                        "--results-dir",
                        folder.resolve("results").toString(),
                        "--baseline-dir",
                        folder.resolve("baselines").toString())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();

        List<String> lines = Files.readAllLines(err).stream()
                .filter(line -> !line.endsWith(" ..."))
                .toList();
        assertEquals(expected, exitCode, lines.toString());
        assertTrue(
                refusal.isEmpty()
                        ? lines.isEmpty()
                        : lines.size() == 1 && lines.get(0).contains(refusal),
                lines.toString());
    }

    static Stream<Object[]> logs() {
        return Stream.of(
                log("names, each in the first slice and in the last", 3, "", log -> {
                    for (int name = 0; name < 4000; name++) {
                        log.ok("/v1/" + name, 0, 1).ok("/v1/" + name, MINUTE, MINUTE + 1);
                    }
                }),
                log("names, each in every slice", 2, "more distinct names, messages and response times", log -> {
                    for (int i = 0; i < 300_000; i++) {
                        int start = i / 1000 * 100;
                        log.ok("/v1/" + i % 1000, start, start + i % 50);
                    }
                }),
                log("response times, none like another", 3, "", log -> {
                    for (int i = 0; i < 300_000; i++) {
                        log.ok("/v1/a", 0, 4096 + i);
                    }
                }),
                log("messages", 2, "more distinct names and messages", log -> {
                    for (int i = 0; i < 300_000; i++) {
                        log.failed("/v1/a", 0, 1, "message " + i);
                    }
                }),
                log("messages of some endpoints", 1, "", log -> {
                    for (int i = 0; i < 300_000; i++) {
                        log.failed("/v1/" + i % 50, 0, 1, "message " + i / 50);
                    }
                }),
                log("groups", 2, "more distinct names, messages and response times", log -> {
                    for (int i = 0; i < 200_000; i++) {
                        log.group(List.of("a" + i % 1000, "b" + i / 1000), 0, 1, 1, true);
                    }
                }),
                log("names in groups of their own, as many as fit", 3, "", log -> nested(log, 2000, 3)),
                log("names in groups of their own", 2, "more distinct names", log -> nested(log, 9000, 3)),
                log("requests that could not be built", 3, "", log -> {
                    log.ok("/v1/a", 0, 1);
                    for (int i = 0; i < 200_000; i++) {
                        log.crash("message " + i, 1);
                    }
                }));
    }

    private static void nested(LogBuilder log, int names, int depth) {
        for (int name = 0; name < names; name++) {
            List<String> groups = new ArrayList<>(Collections.nCopies(depth - 1, "again"));
            groups.add(0, "group " + name);
            log.request(groups, "/v1/" + name, 0, 1, true, "");
        }
    }

    private static Object[] log(String of, int exitCode, String refusal, Consumer<LogBuilder> content) {
        return new Object[] {Named.of(of, content), exitCode, refusal};
    }
}
