package bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Time from the start of {@code mvn verify} to its exit status, by part, with a fixed duration and with one that ends with the
 * verdict. Nothing is compiled at the start, as in a clean clone.
 */
final class OverheadBench implements Bench {

    private static final Path FOLDER = Path.of("target", "bench", "overhead");

    /** Folders with compiled files, which are removed; the rest of target contains this benchmark. */
    private static final List<String> COMPILED =
            List.of("classes", "test-classes", "generated-sources", "jte", "maven-status");

    @Override
    public String name() {
        return "overhead";
    }

    @Override
    public void run(Size size, PrintStream out) throws IOException, InterruptedException {
        try {
            VerifyRun fixed = run(size, size.of("30s", "auto"));
            // One run is enough for the smoke test.
            VerifyRun auto = size == Size.FULL ? run(size, "auto") : fixed;
            Table table = Table.of("part of `mvn verify -DskipTests`", "DURATION=30s: s", "auto: s", "times");
            Set<String> parts = new LinkedHashSet<>(fixed.parts().keySet());
            parts.addAll(auto.parts().keySet());
            for (String part : parts) {
                VerifyRun.Part one = fixed.parts().getOrDefault(part, VerifyRun.Part.NONE);
                VerifyRun.Part other = auto.parts().getOrDefault(part, VerifyRun.Part.NONE);
                table.row(part, seconds(one.seconds()), seconds(other.seconds()), Math.max(one.times(), other.times()));
            }
            table.row("all", seconds(fixed.seconds()), seconds(auto.seconds()), "");
            table.row("verdict", fixed.verdict(), auto.verdict(), "");
            out.println(table);
            out.printf(Locale.ROOT, "auto to fixed: %.2f%n", auto.seconds() / fixed.seconds());
        } finally {
            SyntheticRunFolders.delete(FOLDER);
        }
    }

    private static VerifyRun run(Size size, String duration) throws IOException, InterruptedException {
        for (String compiled : size.of(COMPILED, List.<String>of())) {
            SyntheticRunFolders.delete(Path.of("target", compiled));
        }
        return VerifyRun.of(
                FOLDER,
                size.of(4, 1),
                size.of(
                        List.of("-DDURATION=" + duration),
                        List.of(
                                "-DDURATION=" + duration,
                                "-DMIN_DURATION=2s",
                                "-DMAX_DURATION=4s",
                                "-DWARMUP=0s",
                                "-Dgatling.simulationClass=simulations.LiveSimulation")));
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds);
    }
}
