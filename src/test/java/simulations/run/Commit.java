package simulations.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The checked-out commit. */
public final class Commit {

    private static final long TIMEOUT_SECONDS = 2;

    private Commit() {}

    /** Returns the full hash of HEAD in a folder; empty without git, outside a repository, or before the first commit. */
    public static String checkedOut(Path folder) {
        try {
            Process git = new ProcessBuilder("git", "rev-parse", "--verify", "--quiet", "HEAD")
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!git.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                git.destroyForcibly();
                return "";
            }
            try (InputStream output = git.getInputStream()) {
                String name = new String(output.readAllBytes(), StandardCharsets.US_ASCII).strip();
                return git.exitValue() == 0 ? name : "";
            }
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
