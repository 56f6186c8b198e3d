package bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A plain nginx on a free port of the loopback interface. It returns the successful response of the API for each endpoint. */
final class Nginx implements AutoCloseable {

    static final String PROGRAM = "nginx";

    /** The endpoint with the least work. */
    static final String PATH = "/v1/healthz/live";

    /** Debian's configuration, but with higher limits on connections and on requests per connection, for the load of one client. */
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
                listen 127.0.0.1:@PORT@;
                default_type application/json;
                add_header Cache-Control no-store;
                location / {
                  return 200 '@ANSWER@';
                }
                location = @LOGIN@ {
                  add_header Cache-Control no-store;
                  add_header Set-Cookie "GSNH_AT=@TOKEN@; Path=/; HttpOnly";
                  add_header Set-Cookie "GSNH_RT=@TOKEN@; Path=/; HttpOnly";
                  add_header Set-Cookie "GSNH_SESS=@TOKEN@; Path=/; HttpOnly";
                  return 200 '@LOGGED_IN@';
                }
                location = @METRICS@ {
                  default_type text/plain;
                  alias metrics.txt;
                }
              }
            }
            """;

    /** The token of every user. It is as long as a token of the API. */
    static final String TOKEN = "t".repeat(200);

    /** The response to every request but a login. It contains what each of the scenarios expects. */
    static final String ANSWER =
            "{\"status\":\"ok\",\"is_authenticated\":true,\"user\":{\"id\":\"test\"},\"version\":1}";

    /** The response to a login. */
    static final String LOGGED_IN =
            ("{\"status\":\"ok\",\"user_id\":\"test\",\"access_token\":\"@\",\"refresh_token\":\"@\","
                            + "\"session_id\":\"@\"}")
                    .replace("@", TOKEN);

    /** Path of the login. */
    static final String LOGIN = "/v1/auth/login";

    /** Path of a page of metrics. It is not the default one, because only one benchmark reads it. */
    static final String METRICS = "/metrics-page";

    /** Size of this page, in bytes: that of a server with a few hundred series. */
    static final int METRICS_BYTES = 38_000;

    private static final int PATIENCE_SECONDS = 10;

    private final Child child;
    private final int port;

    private Nginx(Child child, int port) {
        this.child = child;
        this.port = port;
    }

    /**
     * Starts an nginx with all its files in this folder. It accepts requests when this returns.
     *
     * @throws BenchException if nginx is not installed or does not start
     */
    static Nginx start(Path folder) throws IOException, InterruptedException {
        String program = Debian.program(PROGRAM);
        Path prefix = Files.createDirectories(folder).toAbsolutePath();
        int port = freePort();
        Files.writeString(prefix.resolve("metrics.txt"), metrics());
        Path configuration = Files.writeString(
                prefix.resolve("nginx.conf"),
                CONFIGURATION
                        .replace("@PORT@", Integer.toString(port))
                        .replace("@TOKEN@", TOKEN)
                        .replace("@ANSWER@", ANSWER)
                        .replace("@LOGGED_IN@", LOGGED_IN)
                        .replace("@LOGIN@", LOGIN)
                        .replace("@METRICS@", METRICS));
        Path output = prefix.resolve("output.log");
        List<String> words =
                List.of(program, "-p", prefix + "/", "-c", configuration.toString(), "-e", prefix + "/error.log");
        Nginx nginx = new Nginx(Child.start(words, Redirect.to(output.toFile())), port);
        for (int i = 0; i < PATIENCE_SECONDS * 100; i++) {
            if (nginx.listens()) {
                return nginx;
            }
            if (nginx.child.process().waitFor(10, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        nginx.close();
        throw new BenchException(
                "nginx: does not start; its output: " + Files.readString(output).strip());
    }

    /** A page as a client library of Prometheus writes it: families of ten counters with three labels. */
    private static String metrics() {
        StringBuilder page = new StringBuilder();
        for (int i = 0; page.length() < METRICS_BYTES; i++) {
            String name = "shop_requests_" + i / 10 + "_total";
            if (i % 10 == 0) {
                page.append("# HELP " + name + " Requests by path.\n# TYPE " + name + " counter\n");
            }
            page.append(name + "{method=\"GET\",path=\"/v1/products/" + i + "\",status=\"200\"} " + i + "\n");
        }
        return page.toString();
    }

    /** Base URL, without a trailing slash. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Stops nginx. The port is free when this returns. */
    @Override
    public void close() {
        child.close();
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
