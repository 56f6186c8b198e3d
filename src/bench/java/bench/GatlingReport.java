package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Gatling's own reports of a log, by its own program, started as its plugin for Maven starts it. */
final class GatlingReport {

    private GatlingReport() {}

    static Command.Ended run(Path runFolder) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(Command.java()));
        words.addAll(LoadRun.PLUGIN_FLAGS);
        words.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "io.gatling.app.Gatling",
                "--reports-only",
                runFolder.getFileName().toString(),
                "--results-folder",
                runFolder.toAbsolutePath().getParent().toString()));
        return Command.of(words).run(0);
    }
}
