package bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Overhead: what {@code mvn verify} takes besides the measured seconds of load, by part. */
final class OverheadBench implements Bench {

    private static final Path FOLDER = Path.of("target", "bench", "overhead");

    @Override
    public String name() {
        return "overhead";
    }

    @Override
    public void run(Size size, PrintStream out) throws IOException, InterruptedException {
        // What is not measured does not depend on how long is measured.
        List<String> load = size.of(
                List.of("-DDURATION=5s"),
                List.of(
                        "-DDURATION=1s",
                        "-DWARMUP=0s",
                        "-DskipTests",
                        "-Dgatling.simulationClass=simulations.LiveSimulation"));
        try {
            VerifyRun run = VerifyRun.of(FOLDER, size.of(4, 1), load);
            Table table = Table.of("part of `mvn verify`", "s", "times");
            for (Map.Entry<String, VerifyRun.Part> part : run.parts().entrySet()) {
                table.row(
                        part.getKey(),
                        seconds(part.getValue().seconds()),
                        part.getValue().times());
            }
            table.row("all but the measured time", seconds(run.overheadSeconds()), "");
            out.println(table);
        } finally {
            RunFolders.delete(FOLDER);
        }
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds);
    }
}
