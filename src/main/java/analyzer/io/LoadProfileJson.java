package analyzer.io;

import analyzer.metrics.LoadProfile;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A load profile as JSON, in the same form in {@code run.json}, baselines and reports. */
public final class LoadProfileJson {

    private static final String RATE = "arrivals_per_second";
    private static final String RAMP = "ramp_ms";
    private static final String RAMP_STEPS = "ramp_steps";
    private static final String SENT = "sent";

    /** Names of the fields. */
    public static final Set<String> MEMBERS = Set.of(
            "simulation", "target", "concurrency", "duration_ms", "warm_up_ms", "mix", RATE, RAMP, RAMP_STEPS, SENT);

    private LoadProfileJson() {}

    /** Puts the fields of a profile, except those that it does not have. */
    public static void put(ObjectNode json, LoadProfile profile) {
        json.put("simulation", profile.simulation())
                .put("target", profile.target())
                .put("concurrency", profile.concurrency())
                .put("duration_ms", profile.duration().toMillis())
                .put("warm_up_ms", profile.warmUp().toMillis())
                .put("mix", profile.mix());
        profile.rate().ifPresent(rate -> json.put(RATE, rate));
        if (!profile.ramp().isZero()) {
            json.put(RAMP, profile.ramp().toMillis()).put(RAMP_STEPS, profile.rampSteps());
        }
        if (!profile.sent().isEmpty()) {
            ObjectNode sent = json.putObject(SENT);
            profile.sent().forEach(sent::put);
        }
    }

    /**
     * Reads a profile.
     *
     * @throws IllegalArgumentException if a field is missing or has an impossible value
     */
    public static LoadProfile of(JsonNode json) {
        JsonNode rate = json.path(RATE);
        if (!rate.isMissingNode()
                && !(rate.isNumber() && rate.doubleValue() > 0 && Double.isFinite(rate.doubleValue()))) {
            throw new IllegalArgumentException("its " + RATE + " is not a number above 0");
        }
        Map<String, String> sent = new LinkedHashMap<>();
        if (!json.path(SENT).isObject() && !json.path(SENT).isMissingNode()) {
            throw new IllegalArgumentException("its " + SENT + " is not an object");
        }
        json.path(SENT).properties().forEach(entry -> {
            if (!entry.getValue().isString()) {
                throw new IllegalArgumentException("it has a member of " + SENT + " that is not a string");
            }
            sent.put(entry.getKey(), entry.getValue().stringValue());
        });
        return new LoadProfile(
                Members.text(json, "simulation"),
                Members.text(json, "target"),
                (int) Members.upTo(Integer.MAX_VALUE, json, "concurrency"),
                Duration.ofMillis(Members.upTo(Integer.MAX_VALUE, json, "duration_ms")),
                Duration.ofMillis(Members.upTo(Integer.MAX_VALUE, json, "warm_up_ms")),
                Members.text(json, "mix"),
                rate.isMissingNode() ? OptionalDouble.empty() : OptionalDouble.of(rate.doubleValue()),
                Duration.ofMillis(json.has(RAMP) ? Members.upTo(Integer.MAX_VALUE, json, RAMP) : 0),
                json.has(RAMP_STEPS) ? (int) Members.upTo(Integer.MAX_VALUE, json, RAMP_STEPS) : 0,
                sent);
    }
}
