package analyzer.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import java.util.Properties;

/**
 * What every page holds so that it needs no other file.
 *
 * @param css the style sheets
 * @param script the plotting library and our own script
 * @param securityPolicy lets a browser run this script and no other, and load nothing from anywhere
 */
public record Assets(String css, String script, String securityPolicy) {

    static Assets load() {
        String plotting = "/META-INF/resources/webjars/uplot/" + plottingVersion() + "/dist/uPlot.";
        String css = text(plotting + "min.css") + text("page.css");
        String script = text(plotting + "iife.min.js") + "\n" + text("page.js");
        return new Assets(
                css,
                script,
                "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-" + sha256(script)
                        + "'");
    }

    private static String plottingVersion() {
        Properties versions = new Properties();
        try (InputStream in = open("versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty("uplot");
    }

    private static String text(String name) {
        try (InputStream in = open(name)) {
            // A browser reads line ends as \n, and the hash is of what it reads.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(Assets.class.getResourceAsStream(name), name + " is not in the jar");
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
