package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Gatling's own reports of a log, by its own program. */
final class GatlingReport {

    private GatlingReport() {}

    static Command.Ended run(Path runFolder) throws IOException, InterruptedException {
        return new Command(
                        List.of(
                                Command.java(),
                                // As Gatling's Maven plugin starts it.
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.gatling.app.Gatling",
                                "--reports-only",
                                runFolder.getFileName().toString(),
                                "--results-folder",
                                runFolder.toAbsolutePath().getParent().toString()),
                        Map.of())
                .run(0);
    }
}
