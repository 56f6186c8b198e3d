package analyzer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Commands of the workflows, and git. */
final class TestShell {

    private static final Map<String, String> AUTHOR = Map.of(
            "GIT_AUTHOR_NAME", "test",
            "GIT_AUTHOR_EMAIL", "test@example.com",
            "GIT_COMMITTER_NAME", "test",
            "GIT_COMMITTER_EMAIL", "test@example.com");

    /**
     * What a command ended with.
     *
     * @param status its exit status
     * @param text what it printed, errors included
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
        // Those of a workflow that runs the tests are not those of the test.
        builder.environment().keySet().removeIf(name -> name.startsWith("GITHUB_") || name.startsWith("GIT_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes());
        return new Ended(process.waitFor(), text);
    }

    /** Runs git in a folder; fails where git does. */
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
