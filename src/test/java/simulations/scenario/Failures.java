package simulations.scenario;

import analyzer.metrics.Injector;
import analyzer.report.SafeText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import simulations.config.Injectors;
import simulations.run.GatlingCommand;
import simulations.run.RunRecord;

/**
 * Prints in one line why a run ended, for any source of the failure: a setting, a simulation's constructor, its steps, or Gatling
 * under load. By default the exception ends the main thread, which prints a stack trace of Gatling.
 *
 * <p>Gatling's Maven plugin catches the exception itself and ends the process. A run that ends like this before its load, for example
 * because its simulation cannot be constructed, is still recorded when the process ends.
 */
final class Failures {

    private static final Pattern EMPTY_FEEDER = Pattern.compile("Feeder (.*) crashed: feeder is now empty.*");

    /** Gatling's message for a run without requests. */
    private static final String NOTHING_MEASURED = "There were no requests sent during the simulation";

    /** The source line of a step, which Gatling adds to some messages. */
    private static final Pattern HINT = Pattern.compile(" ?\\(hint: .*\\(([^()]*)\\)\\)");

    /** Gatling's option that names the simulation. */
    private static final Pattern SIMULATION = Pattern.compile(" (?:-s|--simulation)[ =](\\S+)");

    /** Receives the reason when a run ends otherwise than by a {@link LoadFailedException}. */
    private static volatile Consumer<String> listener = Failures::neverMade;

    /** Class name of the simulation that is constructed; empty before. */
    private static volatile Optional<String> constructing = Optional.empty();

    /** Whether Gatling initializes the class of a simulation of this project; the command line then names it. */
    private static volatile boolean initializing;

    private Failures() {}

    /** Installs the handler if this thread is Gatling's main thread. */
    static void tellInOneLine() {
        Thread thread = Thread.currentThread();
        List<String> callers = Arrays.stream(thread.getStackTrace())
                .map(StackTraceElement::getClassName)
                .toList();
        int gatling = callers.indexOf("io.gatling.app.Gatling");
        if (gatling >= 0) {
            initializing = callers.subList(0, gatling).stream()
                    .noneMatch(caller -> isOfNoLibrary(caller) && !isOfThisPackage(caller));
            thread.setUncaughtExceptionHandler((main, failure) -> {
                String line = line(failure);
                if (!(failure instanceof LoadFailedException)) {
                    listener.accept(line);
                }
                // The line can contain what a target returned.
                System.err.println("error: " + SafeText.line(line));
            });
            Runtime.getRuntime().addShutdownHook(new Thread(Failures::atExit, "failures"));
        }
    }

    /** Records which simulation is about to be constructed. A scenario that another class constructs for itself does not count. */
    static void constructing(Class<?> simulation) {
        Optional<String> outermost = StackWalker.getInstance()
                .walk(frames -> frames.filter(frame ->
                                frame.getMethodName().matches("<(cl)?init>") && isOfNoLibrary(frame.getClassName()))
                        .reduce((inner, outer) -> outer)
                        .map(StackWalker.StackFrame::getClassName));
        if (constructing.isEmpty() && outermost.equals(Optional.of(simulation.getName()))) {
            constructing = outermost;
        }
    }

    /** Records nothing if the simulation is one of plain Gatling that only uses a class of this package. */
    private static void atExit() {
        if (!RunRecord.hasBegun() && (initializing || constructing.isPresent())) {
            neverMade("the simulation ended before its load; see the output of Gatling");
        }
    }

    /** Replaces the listener for runs that end otherwise than by a {@link LoadFailedException}. */
    static void listen(Consumer<String> replacement) {
        listener = replacement;
    }

    /** Writes a record if no simulation was created. If its class cannot be initialized, only the command line names it. */
    private static void neverMade(String why) {
        constructing.or(Failures::onTheCommandLine).ifPresent(name -> neverSetUp(name, why));
    }

    /** Writes a record of a simulation that could not be set up, unless this process is a trial. */
    static void neverSetUp(String simulation, String why) {
        if (TrialRecorder.requested().isEmpty()) {
            Optional<Injector> injector = Injectors.ifKnown()
                    .map(known -> new Injector(known.index(), known.count(), known.startAt(), List.of()));
            RunRecord.neverSetUp(simulation, injector, why);
        }
    }

    private static Optional<String> onTheCommandLine() {
        Matcher option = SIMULATION.matcher(GatlingCommand.ofThisProcess());
        return option.find() ? Optional.of(option.group(1)) : Optional.empty();
    }

    /** Returns what is wrong and, if the cause is in a scenario's file, the line. */
    static String line(Throwable failure) {
        if (failure instanceof LoadFailedException) {
            return failure.getMessage();
        }
        Throwable cause = cause(failure);
        String message = message(failure);
        Matcher emptyFeeder = EMPTY_FEEDER.matcher(message);
        if (emptyFeeder.matches()) {
            return emptyFeeder.group(1) + " has no rows left; add .circular() or .random() to it, or give it more rows";
        }
        if (message.startsWith(NOTHING_MEASURED)) {
            return "no request was measured: the target responded to no request of the warm-up in time, or an iteration"
                    + " takes longer than the load; check the target's log, or set a longer DURATION";
        }
        return message
                + place(cause)
                        .map(place -> " (" + place + "); correct it there")
                        .orElse("; check the simulation");
    }

    /** Returns the first line of the message of the root cause. */
    static String message(Throwable failure) {
        Throwable cause = cause(failure);
        String line = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : HINT.matcher(line).replaceAll("").replaceFirst("^requirement failed: ", "");
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean isOfNoLibrary(String type) {
        return !type.matches("(java|javax|jdk|sun|scala|io\\.gatling)\\..*");
    }

    private static boolean isOfThisPackage(String type) {
        return type.startsWith(Failures.class.getPackageName() + ".");
    }

    /** Returns the first line of the stack trace outside of this package and of libraries. */
    private static Optional<String> place(Throwable failure) {
        Matcher hint = HINT.matcher(String.valueOf(failure.getMessage()));
        if (hint.find()) {
            return Optional.of(hint.group(1));
        }
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> {
                    String type = frame.getClassName();
                    return frame.getLineNumber() > 0 && isOfNoLibrary(type) && !isOfThisPackage(type);
                })
                .findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber());
    }
}
