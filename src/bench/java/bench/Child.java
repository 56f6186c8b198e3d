package bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A program that never outlives this one, and that sees nothing of the environment which could change what is measured. */
final class Child implements AutoCloseable {

    /** What a program is found and run by. Not flags for JVMs, and no setting of a run. */
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

    /** Starts it; standard output and standard error go to one place. */
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

    /** It has ended when this returns. */
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
