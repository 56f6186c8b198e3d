package bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A plain nginx on a free port of the loopback interface, which answers the liveness endpoint as the API does. */
final class Nginx implements AutoCloseable {

    static final String PROGRAM = "nginx";

    /** The one path that it answers. */
    static final String PATH = "/v1/healthz/live";

    /** As Debian configures it, but for what a load of one client runs into: connections, and requests of each. */
    private static final String CONFIGURATION = """
            daemon off;
            worker_processes auto;
            pid nginx.pid;
            error_log error.log warn;
            events {
              worker_connections 4096;
            }
            http {
              access_log off;
              sendfile on;
              tcp_nopush on;
              keepalive_requests 1000000000;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              server {
                listen 127.0.0.1:%d;
                location = %s {
                  default_type application/json;
                  add_header Cache-Control no-store;
                  return 200 '{"status":"ok"}';
                }
              }
            }
            """;

    private static final int PATIENCE_SECONDS = 10;

    private final Process process;
    private final Thread hook;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
        hook = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts one whose files are all in this folder; it takes requests when this returns.
     *
     * @throws BenchException if it is not installed or does not start
     */
    static Nginx start(Path folder) throws IOException, InterruptedException {
        String program = Debian.program(PROGRAM);
        Path prefix = Files.createDirectories(folder).toAbsolutePath();
        int port = freePort();
        Path configuration = Files.writeString(prefix.resolve("nginx.conf"), String.format(CONFIGURATION, port, PATH));
        Path said = prefix.resolve("said.log");
        Nginx nginx = new Nginx(
                new ProcessBuilder(
                                program,
                                "-p",
                                prefix + "/",
                                "-c",
                                configuration.toString(),
                                "-e",
                                prefix + "/error.log")
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start(),
                port);
        for (int i = 0; i < PATIENCE_SECONDS * 100; i++) {
            if (nginx.listens()) {
                return nginx;
            }
            if (nginx.process.waitFor(10, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        nginx.close();
        throw new BenchException(
                "nginx: does not start; it said: " + Files.readString(said).strip());
    }

    /** Base URL, without a slash at the end. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Stops it: the port is free when this returns. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
