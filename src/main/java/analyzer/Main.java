package analyzer;

import analyzer.io.BadInputException;
import analyzer.report.Terminal;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The program: arguments in, exit status out. */
public final class Main {

    private Main() {}

    /** Runs the program and ends the JVM with its exit status, unless that is 0: then whoever called goes on. */
    public static void main(String[] args) {
        Charset charset = Charset.defaultCharset();
        int exitCode = run(
                System.getenv(),
                new PrintWriter(System.out, true, charset),
                new PrintWriter(System.err, true, charset),
                args);
        if (exitCode != ExitCode.OK) {
            System.exit(exitCode);
        }
    }

    /**
     * Runs the program.
     *
     * @param environment tells whether a CI job is to be served, and how
     * @param out receives the reports
     * @param err receives the one line that says why nothing could be judged
     * @return the exit status
     */
    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... args) {
        GitHub gitHub = GitHub.of(environment);
        CommandLine program = new CommandLine(new CheckCommand(gitHub))
                .addSubcommand(new CompareCommand(gitHub))
                .addSubcommand(new RepeatCommand(gitHub))
                .addSubcommand(new ReportCommand())
                .addSubcommand(new TrendCommand())
                .addSubcommand(new SelfCheckCommand())
                .addSubcommand(new AutoComplete.GenerateCompletion())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(environment)))
                .setParameterExceptionHandler(
                        (e, arguments) -> failed(gitHub, out, err, e.getMessage() + "; see --help"))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(gitHub, out, err, message(e)));
        // What follows the first word of a load is the load's own, options included.
        program.getSubcommands().get("repeat").setStopAtPositional(true);
        try {
            return program.execute(withoutName(args));
        } catch (OutOfMemoryError e) {
            return failed(gitHub, out, err, "out of memory, nothing was judged; give the JVM more, such as -Xmx1g");
        } catch (Error e) {
            return failed(gitHub, out, err, message(e));
        }
    }

    /** Whether colours are written: never to a terminal that calls itself dumb, which would show their codes. */
    private static CommandLine.Help.Ansi ansi(Map<String, String> environment) {
        return "dumb".equals(environment.get("TERM")) ? CommandLine.Help.Ansi.OFF : CommandLine.Help.Ansi.AUTO;
    }

    /** {@code check} names what the program does when nothing else is asked for. */
    private static String[] withoutName(String[] args) {
        return args.length > 0 && args[0].equals("check") ? Arrays.copyOfRange(args, 1, args.length) : args;
    }

    private static int failed(GitHub gitHub, PrintWriter out, PrintWriter err, String message) {
        err.println("perf-analyzer: " + Terminal.safe(message).replace('\n', ' '));
        out.print(gitHub.annotation(message));
        out.flush();
        try {
            gitHub.summarizeFailure(message);
        } catch (BadInputException e) {
            err.println("perf-analyzer: " + e.getMessage());
        }
        return ExitCode.BAD_INPUT;
    }

    /** A defect of ours must not read as a regression, whose exit status an uncaught exception would have. */
    private static String message(Throwable e) {
        return e instanceof BadInputException
                ? e.getMessage()
                : "internal error, nothing was judged (" + String.valueOf(e).replaceAll("\\s+", " ")
                        + "); please report it with the run folder";
    }
}
