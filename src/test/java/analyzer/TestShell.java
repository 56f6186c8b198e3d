package analyzer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs commands of the workflows, and git. */
final class TestShell {

    private static final Map<String, String> AUTHOR = Map.of(
            "GIT_AUTHOR_NAME", "test",
            "GIT_AUTHOR_EMAIL", "test@example.com",
            "GIT_COMMITTER_NAME", "test",
            "GIT_COMMITTER_EMAIL", "test@example.com");

    /**
     * Result of a command.
     *
     * @param status exit status
     * @param text everything that it printed, including errors
     */
    record Ended(int status, String text) {}

    private TestShell() {}

    static Ended run(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        return run(Path.of("").toAbsolutePath(), environment, command);
    }

    static Ended run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        // Variables of a workflow that runs the tests must not reach the tested command.
        builder.environment().keySet().removeIf(name -> name.startsWith("GITHUB_") || name.startsWith("GIT_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes());
        return new Ended(process.waitFor(), text);
    }

    /** Runs the analyzer in a folder, where it finds its default folders and files. */
    static Ended analyzer(Path folder, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "analyzer.Main"));
        command.addAll(List.of(args));
        return run(folder, Map.of(), command);
    }

    /** Runs git in a folder. Fails if git fails. */
    static String git(Path folder, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(words));
        Ended ended = run(AUTHOR, command);
        if (ended.status() != 0) {
            throw new IOException(command + ": " + ended.text());
        }
        return ended.text().strip();
    }
}
