package analyzer.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.SplittableRandom;

/**
 * What every page holds so that it needs no other file.
 *
 * @param css the style sheets
 * @param script the plotting library and our own script
 * @param nonce a number that the page's own script carries. It is drawn after every text from outside was written, so that
 *     none of them could carry it
 * @param securityPolicy lets a browser run the script with that number and no other, and load nothing from anywhere
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
