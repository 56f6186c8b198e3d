package analyzer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a key that has two values in one object of a HOCON text. Two cases are allowed: a second value that is an optional variable,
 * as in {@code threshold = ${?THRESHOLD}} below {@code threshold = 20}, which is how HOCON files set a default, and {@code +=},
 * which adds to the first value.
 */
final class RepeatedKey {

    /** Comments and strings, which contain no key; opening and closing brackets; a key and its separator. */
    private static final Pattern TOKEN = Pattern.compile(
            "(?://|#)[^\\n]*+"
                    + "|(?<opens>[{\\[])|(?<closes>[}\\]])"
                    + "|(?<key>\"[^\"\\n]*+\"|[A-Za-z][A-Za-z0-9_.-]*+)[ \\t]*+(?<sets>[:=])(?![ \\t]*+\\$\\{\\?)"
                    + "|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*+\"|[A-Za-z0-9_.-]++",
            Pattern.DOTALL);

    private RepeatedKey() {}

    /** The first repeated key; empty if there is none. */
    static Optional<String> in(String text) {
        Deque<Set<String>> objects = new ArrayDeque<>();
        objects.push(new HashSet<>());
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            if (token.group("opens") != null) {
                objects.push(new HashSet<>());
            } else if (token.group("closes") != null && objects.size() > 1) {
                objects.pop();
            } else if (token.group("key") != null) {
                String key = token.group("key").replace("\"", "");
                if (!objects.element().add(key)) {
                    return Optional.of(key);
                }
            }
        }
        return Optional.empty();
    }
}
