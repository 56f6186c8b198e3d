package analyzer.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.SplittableRandom;

/**
 * The embedded assets that make a page self-contained.
 *
 * @param css the style sheets
 * @param script the plotting library and the page's own script
 * @param nonce random number on the page's own script. It is drawn after all external text was written, so none of that can
 *     contain it
 * @param securityPolicy content security policy: a browser runs only the script with the nonce, and loads nothing else
 */
public record Assets(String css, String script, String nonce, String securityPolicy) {

    static Assets load() {
        String plotting = "/META-INF/resources/webjars/uplot/" + plottingVersion() + "/dist/uPlot.";
        String css = text(plotting + "min.css") + text("page.css");
        String script = text(plotting + "iife.min.js") + "\n" + text("page.js");
        String nonce = Long.toHexString(new SplittableRandom().nextLong());
        return new Assets(
                css,
                script,
                nonce,
                "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'nonce-" + nonce + "'");
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
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(Assets.class.getResourceAsStream(name), name + " is not in the jar");
    }
}
