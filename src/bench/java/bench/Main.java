package bench;

import analyzer.io.BadInputException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import simulations.run.ThisMachine;

/** Runs benchmarks: {@code --size=full|smoke}, {@code --only=} with names separated by commas; all without names. */
final class Main {

    private static final List<Bench> ALL = List.of(
            new ReadBench(),
            new StartBench(),
            new OverheadBench(),
            new LoadBench(),
            new ScenariosBench(),
            new FidelityBench(),
            new HealthBench());

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            Size size = size(option(args, "--size="));
            String names = option(args, "--only=");
            List<Bench> chosen = possible(chosen(names), !names.isEmpty());
            System.out.println("Machine: " + ThisMachine.describe());
            for (Bench bench : chosen) {
                System.out.println("\n## " + bench.name()
                        + (size == Size.SMOKE ? " (smoke test, the figures are meaningless)" : "") + "\n");
                bench.run(size, System.out);
            }
        } catch (BenchException | BadInputException e) {
            fail(e.getMessage());
        } catch (IOException | RuntimeException e) {
            fail("a benchmark failed (" + e + "); look at its files in target/bench, and run it again");
        }
    }

    private static void fail(String why) {
        System.err.println("bench: " + why);
        System.exit(2);
    }

    private static String option(String[] args, String prefix) {
        return Arrays.stream(args)
                .filter(argument -> argument.startsWith(prefix))
                .map(argument -> argument.substring(prefix.length()))
                .findFirst()
                .orElse("");
    }

    private static Size size(String name) {
        return Arrays.stream(Size.values())
                .filter(size -> size.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new BenchException("-Dbench.size=" + name + ": is unknown; use full or smoke"));
    }

    private static List<Bench> chosen(String names) {
        if (names.isEmpty()) {
            return ALL;
        }
        return Arrays.stream(names.split(",")).map(Main::named).toList();
    }

    /**
     * Returns the benchmarks whose required programs are installed. Checked first, because measurements take minutes.
     *
     * @param named whether each benchmark was requested by name, so that none can be left out
     */
    private static List<Bench> possible(List<Bench> chosen, boolean named) {
        return chosen.stream()
                .filter(bench -> {
                    Optional<String> missing = Debian.missing(bench.programs());
                    missing.ifPresent(why -> {
                        if (named) {
                            throw new BenchException(bench.name() + ": " + why);
                        }
                        System.err.println("bench: skipped " + bench.name() + ": " + why);
                    });
                    return missing.isEmpty();
                })
                .toList();
    }

    private static Bench named(String name) {
        return ALL.stream()
                .filter(bench -> bench.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BenchException("-Dbench=" + name + ": is unknown; use one of "
                        + String.join(", ", ALL.stream().map(Bench::name).toList())));
    }
}
