package simulations.run;

import analyzer.metrics.TargetUsage;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of metrics that a target exposes, in the text format of Prometheus or OpenMetrics.
 *
 * @param shownAt time of the page according to the target's clock, which can differ from this machine's; according to this
 *     machine's clock if the response has no date
 */
record MetricsPage(String text, Instant shownAt) {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int LONGEST_PAGE = 4 << 20;
    private static final int PART = 1 << 14;

    /**
     * Fetches the page at an address; empty if there is none within a few seconds. Each page has its own connection: on a persistent one
     * a single worker of a server would respond, and its counters would be mistaken for those of all.
     */
    static Optional<MetricsPage> fetch(URI address) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            try {
                connection.setConnectTimeout((int) TIMEOUT.toMillis());
                connection.setReadTimeout((int) TIMEOUT.toMillis());
                connection.setInstanceFollowRedirects(false);
                connection.setRequestProperty("Accept", "*/*");
                connection.setRequestProperty("Connection", "close");
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK
                        ? Optional.of(new MetricsPage(
                                read(connection.getInputStream(), connection.getContentLengthLong(), deadline),
                                date(connection).orElseGet(Instant::now)))
                        : Optional.empty();
            } finally {
                // Also if the server would keep the connection.
                connection.disconnect();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * @param announced length of the page, in bytes; negative if unknown
     * @throws IOException if the page cannot be read, is cut, or does not end, like a stream of events
     */
    private static String read(InputStream body, long announced, long deadline) throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        byte[] part = new byte[PART];
        for (int length = body.read(part); length >= 0; length = body.read(part)) {
            if (System.nanoTime() - deadline > 0 || page.size() > LONGEST_PAGE) {
                throw new SocketTimeoutException("the page does not end");
            }
            page.write(part, 0, length);
        }
        if (page.size() < announced) {
            throw new EOFException("the page was cut");
        }
        String text = page.toString(StandardCharsets.UTF_8);
        // The last number of a page that was cut can be a part of a number.
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }

    private static Optional<Instant> date(HttpURLConnection connection) {
        try {
            return Optional.ofNullable(connection.getHeaderField("Date"))
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Longer lines are ignored: no usable metric has one. */
    private static final int LONGEST_LINE = 4000;

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\w+)\\s*");

    /** A name, labels whose quoted values can contain any character, and a value. */
    private static final Pattern SAMPLE = Pattern.compile(
            "(" + TargetUsage.METRIC_NAME + ")(?:\\{(?:[^\"}]++|\"(?:[^\"\\\\]++|\\\\.)*+\")*+\\})?[ \\t]+(\\S+).*");

    /**
     * Returns all counters and gauges by name. Samples that differ only in labels are added up, so that no labels are kept. The count
     * and the sum of histograms and summaries are counters.
     */
    List<Series> series() {
        Map<String, String> types = new HashMap<>();
        Map<String, Series> series = new TreeMap<>();
        text.lines().filter(line -> line.length() <= LONGEST_LINE).forEach(line -> {
            Matcher type = TYPE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
                return;
            }
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                String name = sample.group(1);
                kind(name, types)
                        .flatMap(counter -> number(sample.group(2)).map(value -> new Series(name, counter, value)))
                        .ifPresent(one -> series.merge(name, one, Series::plus));
            }
        });
        return List.copyOf(series.values());
    }

    /**
     * Current value of a metric.
     *
     * @param counter whether it is a counter, which only grows, and not a gauge
     * @param value sum of all samples with this name
     */
    record Series(String name, boolean counter, double value) {

        Series plus(Series other) {
            return new Series(name, counter, value + other.value);
        }
    }

    /** Whether a metric is a counter (true) or a gauge (false); empty for all other kinds. */
    private static Optional<Boolean> kind(String name, Map<String, String> types) {
        String family = name.replaceFirst("_(total|count|sum)$", "");
        String type = types.getOrDefault(name, types.getOrDefault(family, "untyped"));
        boolean plain = types.containsKey(name) || name.endsWith("_total");
        return switch (type) {
            case "counter" -> Optional.of(true).filter(counter -> plain);
            case "gauge" -> Optional.of(false).filter(counter -> plain);
            case "histogram", "summary" ->
                Optional.of(true).filter(counter -> name.endsWith("_count") || name.endsWith("_sum"));
            // Some libraries and hand-written pages give no types.
            case "untyped", "unknown" -> Optional.of(true).filter(counter -> name.endsWith("_total"));
            default -> Optional.empty();
        };
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            // +Inf is spelled differently in Java.
            return Optional.empty();
        }
    }

    /** Returns the sum of all samples of a metric of any type; empty if there is none. */
    OptionalDouble value(String name) {
        List<Double> values = text.lines()
                .filter(line -> line.startsWith(name) && line.length() <= LONGEST_LINE)
                .map(SAMPLE::matcher)
                .filter(sample -> sample.matches() && sample.group(1).equals(name))
                .flatMap(sample -> number(sample.group(2)).stream())
                .toList();
        return values.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(values.stream().mapToDouble(value -> value).sum());
    }
}
