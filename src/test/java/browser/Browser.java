package browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A headless Chromium with one tab, driven by the DevTools protocol over a WebSocket of the JDK. It has its own profile folder and
 * loads only files.
 *
 * <p>The tests of the page need eleven methods of that protocol. A library would need more than the installed browser: Selenium a
 * driver of the browser's own version, and Playwright Node.js, which its artifact contains for five platforms (about 190 MB).
 */
public final class Browser implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Path profile;
    private final DevTools tab;

    private Browser(Process process, Path profile, DevTools tab) {
        this.process = process;
        this.profile = profile;
        this.tab = tab;
    }

    /** Finds the program on the path; empty if it is not installed. */
    public static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @throws IOException if it does not start */
    public static Browser start(Path program) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory("browser");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--force-color-profile=srgb",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int port = port(process, profile.resolve("DevToolsActivePort"));
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<String> tabs = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String socket = "";
        for (JsonNode target : JsonMapper.shared().readTree(tabs.body())) {
            socket = target.path("type").asString().equals("page")
                    ? target.path("webSocketDebuggerUrl").asString()
                    : socket;
        }
        Browser browser = new Browser(process, profile, DevTools.connect(client, URI.create(socket)));
        browser.tab.call("Runtime.enable");
        browser.tab.call("Log.enable");
        browser.tab.call("Network.enable");
        browser.tab.call("Page.enable");
        return browser;
    }

    private static int port(Process process, Path file) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            if (Files.exists(file) && Files.readString(file).contains("\n")) {
                return Integer.parseInt(
                        Files.readString(file).lines().findFirst().orElseThrow());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        process.destroyForcibly();
        throw new IOException("the browser did not start");
    }

    /** Sets the size of the window in CSS pixels, and the colour scheme: light or dark. */
    public void show(int width, int height, double pixels, String scheme) {
        tab.call(
                "Emulation.setDeviceMetricsOverride",
                "width",
                width,
                "height",
                height,
                "deviceScaleFactor",
                pixels,
                "mobile",
                width < 600);
        ObjectNode media = JsonMapper.shared().createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", scheme);
        tab.call("Emulation.setEmulatedMedia", media);
    }

    /** Opens a file and waits until its script reports that everything is drawn. */
    public void open(Path file) throws InterruptedException {
        tab.call("Page.navigate", "url", "about:blank");
        await("location.href === 'about:blank'");
        tab.forget();
        tab.call("Page.navigate", "url", file.toUri().toString());
        await("document.readyState === 'complete' && document.documentElement.dataset.ready === 'true'");
    }

    /** Waits until a JavaScript expression is true. */
    public void await(String condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!evaluate(condition).asBoolean(false)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("never true: " + condition + "; " + complaints());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** The value of a JavaScript expression. */
    public JsonNode evaluate(String expression) {
        JsonNode answer = tab.call("Runtime.evaluate", "expression", expression, "returnByValue", true);
        if (answer.has("exceptionDetails")) {
            throw new IllegalArgumentException(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** Presses a key, by its name in JavaScript. */
    public void press(String key) {
        tab.call("Input.dispatchKeyEvent", "type", "keyDown", "key", key);
        tab.call("Input.dispatchKeyEvent", "type", "keyUp", "key", key);
    }

    /** Moves the mouse to a position in CSS pixels of the window. */
    public void pointAt(double x, double y) {
        tab.call("Input.dispatchMouseEvent", "type", "mouseMoved", "x", x, "y", y);
    }

    /** Saves the visible part of the page, or all of it, as PNG. */
    public void screenshot(Path file, boolean wholePage) throws IOException {
        JsonNode answer = tab.call("Page.captureScreenshot", "format", "png", "captureBeyondViewport", wholePage);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(answer.path("data").asString()));
    }

    /** Errors and warnings of the page since it was opened. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (JsonNode event : tab.events()) {
            JsonNode details = event.path("params");
            switch (event.path("method").asString()) {
                case "Runtime.exceptionThrown" ->
                    complaints.add(details.path("exceptionDetails").toString());
                case "Log.entryAdded" -> complaints.add(details.path("entry").toString());
                case "Runtime.consoleAPICalled" -> complaints.add(details.toString());
                default -> {
                    // Other events do not matter here.
                }
            }
        }
        return complaints;
    }

    /** All addresses that the page has requested since it was opened. */
    public List<String> requests() {
        return tab.events().stream()
                .filter(event -> event.path("method").asString().equals("Network.requestWillBeSent"))
                .map(event -> event.path("params").path("request").path("url").asString())
                .toList();
    }

    @Override
    public void close() throws IOException {
        tab.close();
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        process.onExit().join();
        for (ProcessHandle child : children) {
            child.destroyForcibly();
            child.onExit().join();
        }
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
