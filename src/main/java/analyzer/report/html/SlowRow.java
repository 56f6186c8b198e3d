package analyzer.report.html;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.RunInfo;
import analyzer.metrics.SlowRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of the slowest requests of an endpoint.
 *
 * @param side the target that served it
 * @param time time of day in UTC; {@code -} if unknown
 * @param offset time since the start of the measured time
 */
public record SlowRow(String side, String time, String offset, String millis, String ids) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MAX_ROWS = 5;

    /** The slowest requests of each side, those of the result first. */
    static List<SlowRow> of(EndpointResult result) {
        Optional<Instant> from = result.run().map(RunInfo::measuredFrom);
        return Stream.concat(
                        rows("candidate", result, from),
                        result.base().stream().flatMap(base -> rows("base", base, from)))
                .toList();
    }

    private static Stream<SlowRow> rows(String side, EndpointResult result, Optional<Instant> from) {
        return result.slowest().stream()
                .limit(MAX_ROWS)
                .map(request -> new SlowRow(
                        side,
                        from.map(begin -> TIME.format(begin.plusMillis(request.atMillis())))
                                .orElse("-"),
                        String.format(Locale.ROOT, "%.1f s", request.atMillis() / 1e3),
                        request.millis() + " ms",
                        ids(request)));
    }

    private static String ids(SlowRequest request) {
        return request.ids().isEmpty()
                ? "-"
                : request.ids().entrySet().stream()
                        .map(id -> id.getKey() + " " + id.getValue())
                        .collect(Collectors.joining(", "));
    }
}
