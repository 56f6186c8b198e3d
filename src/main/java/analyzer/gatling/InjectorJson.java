package analyzer.gatling;

import analyzer.io.BadInputException;
import analyzer.io.Members;
import analyzer.metrics.Injector;
import analyzer.metrics.Injector.ClockEdge;
import analyzer.metrics.Timestamp;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The member {@code injector} of {@code run.json}, which only runs of several injectors have. */
final class InjectorJson {

    static final String KEY = "injector";

    private static final Set<String> MEMBERS = Set.of("index", "count", "start_at_ms", "clock");
    private static final Set<String> EDGE = Set.of("tick_ms", "earliest_us", "latest_us");

    /** Far more injectors than a run has. A larger number is damaged, and must not determine how much memory is allocated. */
    private static final int MOST_INJECTORS = 10_000;

    private InjectorJson() {}

    static void put(ObjectNode run, Injector injector) {
        ObjectNode node = run.putObject(KEY).put("index", injector.index()).put("count", injector.count());
        injector.startAt().ifPresent(moment -> node.put("start_at_ms", moment.toEpochMilli()));
        ArrayNode clock = node.putArray("clock");
        injector.clock()
                .forEach(edge -> clock.addObject()
                        .put("tick_ms", edge.tick().toEpochMilli())
                        .put("earliest_us", micros(edge.earliest()))
                        .put("latest_us", micros(edge.latest())));
    }

    /**
     * Reads the injector from {@code run.json}. Empty if it names none.
     *
     * @throws BadInputException if the member exists but cannot be used
     */
    static Optional<Injector> of(Path file, JsonNode run) {
        if (!run.has(KEY)) {
            return Optional.empty();
        }
        try {
            JsonNode node = Members.requireKnown(run.path(KEY), MEMBERS);
            List<ClockEdge> clock = new ArrayList<>();
            for (JsonNode edge : Members.list(node, "clock")) {
                Members.requireKnown(edge, EDGE);
                clock.add(new ClockEdge(
                        ofMillis(Members.wholeNumber(edge, "tick_ms")),
                        ofMicros(Members.wholeNumber(edge, "earliest_us")),
                        ofMicros(Members.wholeNumber(edge, "latest_us"))));
            }
            return Optional.of(new Injector(
                    injectors(node, "index"),
                    injectors(node, "count"),
                    node.has("start_at_ms")
                            ? Optional.of(ofMillis(Members.wholeNumber(node, "start_at_ms")))
                            : Optional.empty(),
                    clock));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new BadInputException(
                    file + ": does not describe an injector (" + e.getMessage() + "); run the simulation again", e);
        }
    }

    private static int injectors(JsonNode node, String key) {
        return (int) Members.upTo(MOST_INJECTORS, node, key);
    }

    /** Converts a time, and rejects one that is out of range. */
    private static Instant ofMillis(long millis) {
        if (millis < 0 || millis > Timestamp.LATEST.toEpochMilli()) {
            throw new IllegalArgumentException("a time of " + millis + " ms is out of range");
        }
        return Instant.ofEpochMilli(millis);
    }

    private static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    private static Instant ofMicros(long micros) {
        return ofMillis(micros / 1000).plus(micros % 1000, ChronoUnit.MICROS);
    }
}
