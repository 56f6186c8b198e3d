package analyzer;

import analyzer.io.BadInputException;
import analyzer.report.Cut;
import analyzer.report.SafeText;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The program: arguments in, exit status out. */
public final class Main {

    /** Arguments that need the other commands. A check, which CI runs, starts faster without their options. */
    private static final Set<String> NAMES_OR_LISTS_COMMANDS =
            Set.of("compare", "repeat", "report", "trend", "self-check", "generate-completion", "-h", "--help");

    /** Commands that write verdicts for a CI system. */
    private static final Set<String> JUDGE = Set.of("perf-analyzer", "compare", "repeat");

    /** Longest message of an error, in characters. It can quote a value of any length. */
    private static final int MAX_MESSAGE = 4000;

    private Main() {}

    /** Runs the program. Ends the JVM with its exit status, unless that is 0: then the caller continues. */
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
     * @param environment environment variables, which show whether this is a CI job
     * @param out receives the reports
     * @param err receives the progress, and the one line that says why nothing could be judged
     * @return the exit status
     */
    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... args) {
        GitHub gitHub = GitHub.of(environment);
        String[] named = withoutName(args);
        CommandLine program = new CommandLine(new CheckCommand(gitHub));
        if (Arrays.stream(named).anyMatch(NAMES_OR_LISTS_COMMANDS::contains)) {
            addCommands(program, gitHub);
        }
        // After the commands are added, so that the settings apply to them, too.
        program.setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, Main::path)
                .setExecutionStrategy(Main::runLast)
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(environment)))
                .setParameterExceptionHandler(
                        (e, arguments) -> failed(gitHub, e.getCommandLine(), named, e.getMessage() + "; see --help"))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(gitHub, command, named, message(e)));
        try {
            return program.execute(named);
        } catch (OutOfMemoryError e) {
            return failed(
                    gitHub,
                    running(program),
                    named,
                    "out of memory, nothing was judged; give the JVM more, such as -Xmx1g");
        } catch (Error e) {
            return failed(gitHub, running(program), named, message(e));
        }
    }

    /** Name and version of this program, by the manifest of its jar. */
    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return "perf-analyzer " + Objects.requireNonNullElse(version, "(not packaged)");
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {version()};
        }
    }

    private static CommandLine running(CommandLine program) {
        CommandLine.ParseResult parsed = program.getParseResult();
        return parsed != null && parsed.hasSubcommand()
                ? parsed.subcommand().commandSpec().commandLine()
                : program;
    }

    /** Converts a path. Rejects an empty one, as from an unset variable: it would mean the working directory. */
    private static Path path(String text) {
        if (text.isBlank()) {
            throw new CommandLine.TypeConversionException("the path is empty; specify a file or folder");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new CommandLine.TypeConversionException(BadInputException.reason(e));
        }
    }

    /** Rejects options before a command. They belong to the check, which does not run then: a gate would pass without its limits. */
    private static int runLast(CommandLine.ParseResult parsed) {
        if (parsed.hasSubcommand() && !parsed.matchedOptions().isEmpty()) {
            throw new CommandLine.ParameterException(
                    parsed.commandSpec().commandLine(),
                    parsed.matchedOptions().get(0).longestName() + ": belongs after the command "
                            + parsed.subcommand().commandSpec().name());
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static void addCommands(CommandLine program, GitHub gitHub) {
        program.addSubcommand(new CompareCommand(gitHub))
                .addSubcommand(new RepeatCommand(gitHub))
                .addSubcommand(new ReportCommand())
                .addSubcommand(new TrendCommand())
                .addSubcommand(new SelfCheckCommand())
                .addSubcommand(new AutoComplete.GenerateCompletion());
        // Everything after the first word of the load's command belongs to it, options included.
        program.getSubcommands().get("repeat").setStopAtPositional(true);
    }

    /** Disables colours on a terminal of type dumb, which would show their codes. */
    private static CommandLine.Help.Ansi ansi(Map<String, String> environment) {
        return "dumb".equals(environment.get("TERM")) ? CommandLine.Help.Ansi.OFF : CommandLine.Help.Ansi.AUTO;
    }

    /** Drops {@code check}, the name of the default command. */
    private static String[] withoutName(String[] args) {
        return args.length > 0 && args[0].equals("check") ? Arrays.copyOfRange(args, 1, args.length) : args;
    }

    private static int failed(GitHub gitHub, CommandLine command, String[] arguments, String why) {
        String message = Cut.to(MAX_MESSAGE, why);
        String line = message;
        if (JUDGE.contains(command.getCommandName())) {
            PrintWriter out = command.getOut();
            out.print(gitHub.annotation(message));
            out.flush();
            try {
                ResultsOptions.of(command.getCommandSpec(), List.of(arguments))
                        .ifPresent(folder -> Reports.nothingWasJudged(folder, message));
                gitHub.summarizeFailure(message);
            } catch (BadInputException e) {
                line = e.getMessage().equals(message) ? message : message + "; also, " + e.getMessage();
            }
        }
        command.getErr().println("perf-analyzer: " + SafeText.line(line));
        return ExitCode.BAD_INPUT;
    }

    /** Reports a bug as an internal error. An uncaught exception would have the exit status of a regression. */
    private static String message(Throwable e) {
        if (e instanceof InvalidPathException path) {
            return BadInputException.reason(path);
        }
        return e instanceof BadInputException
                ? e.getMessage()
                : "internal error, nothing was judged (" + String.valueOf(e).replaceAll("\\s+", " ")
                        + "); please report it with the run folder";
    }
}
