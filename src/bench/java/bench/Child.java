package bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A program that never outlives this one and gets no environment variables that could change the measurement. */
final class Child implements AutoCloseable {

    /** Variables that are needed to find and run a program. Flags for JVMs and settings of runs are not among them. */
    private static final Set<String> ENVIRONMENT = Set.of(
            "PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "JAVA_HOME", "MAVEN_OPTS", "MAVEN_ARGS", "MAVEN_HOME");

    private static final int PATIENCE_SECONDS = 10;
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroy)));
    }

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /** Starts a program. Standard output and standard error go to the same place. */
    static Child start(List<String> words, Redirect output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output);
        builder.environment().keySet().retainAll(ENVIRONMENT);
        Process process = builder.start();
        RUNNING.add(process);
        return new Child(process);
    }

    Process process() {
        return process;
    }

    /** Stops the program. It has ended when this returns. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        RUNNING.remove(process);
    }
}
