package simulations.scenario;

import io.gatling.core.feeder.FeederBuilderBase;
import io.gatling.javaapi.core.ChainBuilder;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import scala.Option;
import scala.collection.Iterable;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a scenario holds beside its requests: pauses and the rows of feeders, so that runs that differ in them are not taken
 * for the same load. Gatling tells neither, so they are read from the builders that its DSL leaves behind; what cannot be read
 * there, such as a pause that a function computes, is named as unknown.
 */
final class Script {

    private static final String COMPUTED = "computed";
    private static final int DIGITS = 12;

    /** A feeder that makes rows for ever has no end to read to. */
    private static final int MAX_ROWS = 1_000_000;

    private final List<String> pauses = new ArrayList<>();
    private final List<String> feeders = new ArrayList<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Script() {}

    static Script of(ChainBuilder chain) {
        Script script = new Script();
        script.walk(chain.wrapped);
        return script;
    }

    /** The pauses in their order, such as "200ms to 400ms"; none if there is none. */
    List<String> pauses() {
        return List.copyOf(pauses);
    }

    /** A digest of the rows of each feeder. */
    List<String> feeders() {
        return List.copyOf(feeders);
    }

    private void walk(Object node) {
        if (node == null || !seen.add(node)) {
            return;
        }
        if (node instanceof Option<?> option) {
            if (option.isDefined()) {
                walk(option.get());
            }
        } else if (node instanceof scala.collection.Map<?, ?> map) {
            CollectionConverters.asJava(map).values().forEach(this::walk);
        } else if (node instanceof Iterable<?> many) {
            CollectionConverters.asJava(many).forEach(this::walk);
        } else if (node instanceof scala.Product product
                && node.getClass().getName().startsWith("scala.Tuple")) {
            CollectionConverters.asJava(product.productIterator()).forEachRemaining(this::walk);
        } else {
            visit(node);
        }
    }

    private void visit(Object node) {
        switch (node.getClass().getSimpleName()) {
            case "PauseBuilder", "PaceBuilder" -> pauses.add(pause(node));
            case "FeedBuilder" -> feeders.add(rows(node));
            default -> {
                String name = node.getClass().getName();
                if (name.startsWith("io.gatling.core.action.builder.")
                        || name.startsWith("io.gatling.core.structure.")) {
                    fields(node).forEach(this::walk);
                }
            }
        }
    }

    private static String pause(Object builder) {
        List<String> times = new ArrayList<>();
        for (Object field : fields(builder)) {
            if (field instanceof scala.Function1<?, ?> expression) {
                for (Object value : fields(expression)) {
                    if (value instanceof FiniteDuration duration) {
                        times.add(duration.toMillis() + "ms");
                    } else if (value instanceof Long millis) {
                        times.add(millis + "ms");
                    } else if (value instanceof io.gatling.commons.validation.Success<?> success
                            && success.value() instanceof FiniteDuration duration) {
                        times.add(duration.toMillis() + "ms");
                    }
                }
            }
        }
        return times.isEmpty() ? COMPUTED : String.join(" to ", new LinkedHashSet<>(times));
    }

    private static String rows(Object builder) {
        for (Object field : fields(builder)) {
            if (field instanceof FeederBuilderBase<?> feeder) {
                if (feeder.recordsCount() > MAX_ROWS) {
                    return COMPUTED;
                }
                StringBuilder rows = new StringBuilder();
                // In the order of the file: one that begins again at its end, or draws by chance, would never be read
                // through.
                CollectionConverters.asJava(feeder.queue().readRecords())
                        .forEach(row -> rows.append(new TreeMap<>(CollectionConverters.asJava(row)))
                                .append('\n'));
                return digest(rows.toString());
            }
        }
        return COMPUTED;
    }

    private static List<Object> fields(Object node) {
        List<Object> values = new ArrayList<>();
        for (Class<?> type = node.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    try {
                        field.setAccessible(true);
                        values.add(field.get(node));
                    } catch (ReflectiveOperationException | RuntimeException e) {
                        // Then it is not known what is in there.
                        values.add(null);
                    }
                }
            }
        }
        return values;
    }

    /** A short fingerprint of a text, from which the text cannot be had back. */
    static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
