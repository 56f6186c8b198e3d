package analyzer;

import analyzer.gatling.LogBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A load that takes no time, as a separate process. It writes a run into a folder, with a given response time in milliseconds for
 * each run. With a time of 0 the load fails, and with one below 0 it does not end.
 */
public final class FakeLoad {

    private static final String ENDPOINT = "/v1/whoami";

    private FakeLoad() {}

    /** Returns the command that starts it. */
    static List<String> command(Path folder, String times) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FakeLoad.class.getName(),
                folder.toString(),
                times);
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        String[] times = args[1].split(",");
        int number = 0;
        while (Files.exists(folder.resolve("run-" + number))) {
            number++;
        }
        int millis = Integer.parseInt(times[number]);
        if (millis == 0) {
            System.out.println("the target does not answer");
            System.exit(1);
        }
        if (millis < 0) {
            Files.writeString(
                    folder.resolve("pid.tmp"),
                    String.valueOf(ProcessHandle.current().pid()));
            Files.move(folder.resolve("pid.tmp"), folder.resolve("pid"));
            Thread.sleep(Long.MAX_VALUE);
        }
        // Runs that begin within a second of each other count as one.
        LogBuilder.startedAt(Instant.now().plusSeconds(number))
                .oneUser(ENDPOINT, 0, 1000, millis)
                .writeInto(folder.resolve("run-" + number));
    }
}
