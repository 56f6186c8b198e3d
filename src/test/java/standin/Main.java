package standin;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the stand-in as a command, until Ctrl-C. {@link StandInSetting} lists the settings; only the port is an option. */
@Command(
        name = "standin",
        description = "The documented GesahniV2 API with known response times, for load tests without a backend.",
        footerHeading = "%nSystem properties (or environment variables):%n")
public final class Main implements Callable<Integer> {

    private static final int DEFAULT_PORT = 8000;
    private static final int WRONG_USAGE = 2;

    private final Properties properties;
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(names = "--port", paramLabel = "PORT", description = "Port; 0 picks a free one (default: 8000).")
    private Optional<Integer> port = Optional.empty();

    private Main(Properties properties, Map<String, String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    /** Exits with status 2 and one line on standard error if an argument or a setting is invalid. */
    public static void main(String[] args) {
        System.exit(run(
                args,
                System.getProperties(),
                System.getenv(),
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true)));
    }

    /** Runs until the thread is interrupted. Returns the exit status. */
    static int run(
            String[] args, Properties properties, Map<String, String> environment, PrintWriter out, PrintWriter err) {
        CommandLine command = new CommandLine(new Main(properties, environment));
        command.getCommandSpec().usageMessage().footer(settings());
        return command.setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((e, rest) -> complain(err, e))
                .setExecutionExceptionHandler((e, self, parsed) -> {
                    if (e instanceof StandInException) {
                        return complain(err, e);
                    }
                    throw e;
                })
                .execute(args);
    }

    @Override
    public Integer call() {
        StandInConfig config = config();
        try (StandIn standIn = StandIn.start(config)) {
            PrintWriter out = spec.commandLine().getOut();
            // Ctrl-C ends the process without leaving this block, and buffered data must not be lost.
            Runtime.getRuntime().addShutdownHook(new Thread(standIn::close, "stand-in end"));
            out.println("Stand-in API on " + standIn.url() + ", seed " + standIn.seed() + "; Ctrl-C stops it.");
            List<String> items = config.switchedOn();
            out.println(
                    items.isEmpty() ? "It responds as documented." : "Switched on: " + String.join(", ", items) + ".");
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private StandInConfig config() {
        StandInConfig given =
                StandInSetting.readAll(StandInConfig.defaults().withPort(DEFAULT_PORT), properties, environment);
        try {
            return port.map(given::withPort).orElse(given);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--port=" + port.get() + " is not accepted; specify " + StandInSetting.PORT.accepted(),
                    e);
        }
    }

    private static String[] settings() {
        return Arrays.stream(StandInSetting.values())
                .map(setting -> setting.property() + " (" + setting.variable() + "): " + setting.accepted())
                .toArray(String[]::new);
    }

    private static int complain(PrintWriter err, Exception e) {
        err.println("standin: " + e.getMessage());
        return WRONG_USAGE;
    }
}
