package analyzer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key that a text in HOCON gives two values in one object. A second value that is an optional variable, as in
 * {@code threshold = ${?THRESHOLD}} below {@code threshold = 20}, is how such files name a default, and {@code +=} adds to the
 * first: neither is looked for.
 */
final class RepeatedKey {

    /** Comments and texts, of which nothing is a key; what opens and closes; a key with what follows it. */
    private static final Pattern TOKEN = Pattern.compile(
            "(?://|#)[^\\n]*+"
                    + "|(?<opens>[{\\[])|(?<closes>[}\\]])"
                    + "|(?<key>\"[^\"\\n]*+\"|[A-Za-z][A-Za-z0-9_.-]*+)[ \\t]*+(?<sets>[:=])(?![ \\t]*+\\$\\{\\?)"
                    + "|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*+\"|[A-Za-z0-9_.-]++",
            Pattern.DOTALL);

    private RepeatedKey() {}

    /** The first such key; empty where there is none. */
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
