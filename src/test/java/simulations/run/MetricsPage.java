package simulations.run;

import analyzer.metrics.TargetUsage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of metrics that a target exposes, in the text format of Prometheus or OpenMetrics.
 *
 * @param text text of the page
 * @param shownAt time of the page according to the target's clock, which can differ from this machine's; according to this
 *     machine's clock if the response has no date
 */
record MetricsPage(String text, Instant shownAt) {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int LONGEST_PAGE = 4 << 20;
    private static final int HTTP_OK = 200;

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /** Fetches the page at an address; empty if there is none within the time limit. */
    static Optional<MetricsPage> fetch(URI address) {
        CompletableFuture<Optional<MetricsPage>> page = CLIENT.sendAsync(
                        HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(MetricsPage::read);
        try {
            return page.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            page.cancel(true);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<MetricsPage> read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return response.statusCode() == HTTP_OK
                    ? Optional.of(new MetricsPage(
                            new String(body.readNBytes(LONGEST_PAGE), StandardCharsets.UTF_8),
                            date(response).orElseGet(Instant::now)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> date(HttpResponse<?> response) {
        try {
            return response.headers()
                    .firstValue("Date")
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

    /** Returns the value of a metric without labels; empty if there is none. */
    OptionalDouble value(String name) {
        Matcher sample = Pattern.compile("(?m)^" + name + "[ \t]+([0-9.eE+]+)").matcher(text);
        try {
            return sample.find() ? OptionalDouble.of(Double.parseDouble(sample.group(1))) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
