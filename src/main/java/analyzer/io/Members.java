package analyzer.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/**
 * Strict access to the members of a JSON object. A value of another type is never converted, and a whole number outside the range
 * of the Java type is never cut: each method throws an {@link IllegalArgumentException} that names the member.
 */
public final class Members {

    private Members() {}

    /** Returns the part, which must be missing or an object whose members all have one of these names. */
    public static JsonNode requireKnown(JsonNode part, Set<String> members) {
        if (!part.isObject() && !part.isMissingNode()) {
            throw new IllegalArgumentException(
                    "it has a value instead of an object with " + String.join(", ", members));
        }
        part.propertyNames().forEach(name -> requireKnown(members.contains(name), name));
        return part;
    }

    /** An optional member: an object whose members all have one of these names. */
    public static Optional<JsonNode> part(JsonNode object, String name, Set<String> members) {
        return Optional.of(requireKnown(object.path(name), members)).filter(part -> !part.isMissingNode());
    }

    static void requireKnown(boolean known, String name) {
        if (!known) {
            throw new IllegalArgumentException("its schema has no member '" + name + "'");
        }
    }

    public static String text(JsonNode object, String name) {
        if (!object.path(name).isString()) {
            throw new IllegalArgumentException("its " + name + " is missing or not a string");
        }
        return object.path(name).stringValue();
    }

    /** A constant, by its name in lower case. */
    public static <E extends Enum<E>> E constant(JsonNode object, String name, E[] constants) {
        String value = object.path(name).asString("");
        return Arrays.stream(constants)
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("its " + name + " is missing or unknown"));
    }

    /** A number. One that is too large for a double is infinite. */
    public static double number(JsonNode object, String name) {
        return toDouble(object.path(name), name);
    }

    /** A whole number in the range of a long. */
    public static long wholeNumber(JsonNode object, String name) {
        return toLong(object.path(name), name);
    }

    /** A whole number from 0 to the largest one that is possible. */
    public static long upTo(long most, JsonNode object, String name) {
        long number = wholeNumber(object, name);
        if (number < 0 || number > most) {
            throw new IllegalArgumentException("its " + name + " is out of range");
        }
        return number;
    }

    /** A whole number in the range of an int. */
    public static int integer(JsonNode object, String name) {
        return toInt(object.path(name), name);
    }

    public static List<JsonNode> list(JsonNode object, String name) {
        return list(object, name, (value, same) -> value);
    }

    public static List<String> texts(JsonNode object, String name) {
        return list(object, name, (value, same) -> {
            if (!value.isString()) {
                throw new IllegalArgumentException("its " + name + " has a value that is not a string");
            }
            return value.stringValue();
        });
    }

    public static List<Double> numbers(JsonNode object, String name) {
        return list(object, name, Members::toDouble);
    }

    /** A list of whole numbers in the range of a long. */
    public static List<Long> wholeNumbers(JsonNode object, String name) {
        return list(object, name, Members::toLong);
    }

    /** A list of whole numbers in the range of an int. */
    public static List<Integer> integers(JsonNode object, String name) {
        return list(object, name, Members::toInt);
    }

    private static <T> List<T> list(JsonNode object, String name, BiFunction<JsonNode, String, T> element) {
        if (!object.path(name).isArray()) {
            throw new IllegalArgumentException("its " + name + " is missing or not a list");
        }
        List<T> elements = new ArrayList<>();
        object.path(name).forEach(value -> elements.add(element.apply(value, name)));
        return elements;
    }

    private static double toDouble(JsonNode value, String name) {
        if (!value.isNumber()) {
            throw new IllegalArgumentException("its " + name + " is missing or not a number");
        }
        return value.doubleValue();
    }

    private static long toLong(JsonNode value, String name) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw noWholeNumber(name);
        }
        return value.longValue();
    }

    private static int toInt(JsonNode value, String name) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw noWholeNumber(name);
        }
        return value.intValue();
    }

    private static IllegalArgumentException noWholeNumber(String name) {
        return new IllegalArgumentException("its " + name + " is missing or not a whole number");
    }
}
