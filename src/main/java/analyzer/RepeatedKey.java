package analyzer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a key that has two values in one object of a HOCON text. Two cases are allowed: a second value that is an optional variable,
 * as in {@code threshold = ${?THRESHOLD}} below {@code threshold = 20}, which is how HOCON files set a default, and {@code +=},
 * which adds to the first value. Also finds two objects with neither a comma nor a line break between them, which HOCON merges into
 * one, and an optional variable in quotes, whose value would not be checked.
 */
final class RepeatedKey {

    /** White space that is not a line break, as the HOCON library defines it. */
    private static final String BLANKS = "[\\p{javaWhitespace}\\p{Zs}\\uFEFF&&[^\\n]]*+";

    /** White space that can separate a key from its value. */
    private static final String SPACE = "[\\p{javaWhitespace}\\p{Zs}\\uFEFF]*+";

    private static final String KEY = "\"[^\"\\n]*+\"|[A-Za-z][A-Za-z0-9_.-]*+";

    /**
     * Comments, variables and strings, which contain no key; the end of an object that another one follows directly; opening and
     * closing brackets; a key whose value begins with an optional variable; any other key and its separator.
     */
    private static final Pattern TOKEN = Pattern.compile(
            "(?://|#)[^\\n]*+"
                    + "|\\$\\{(?:\\?(?<element>[^}\"\\n$]*+)|[^}\"\\n$]*+)\\}"
                    + "|(?<quoted>\\$\\{\\?[^}\"\\n$]*+\"[^}\\n$]*+)"
                    + "|(?<joins>\\}" + BLANKS + "\\{)"
                    + "|(?<opens>[{\\[])|(?<closes>[}\\]])"
                    + "|(?<optional>" + KEY + ")" + SPACE + "(?<adds>\\+?)[:=]" + SPACE
                    + "\\$\\{\\?(?<variable>[^}\"\\n$]*+)\\}"
                    + "|(?<key>" + KEY + ")" + SPACE + "(?<sets>\\+=|[:=])"
                    + "|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*+\"?|[A-Za-z0-9_.-]++",
            Pattern.DOTALL);

    private RepeatedKey() {}

    /**
     * The first of these mistakes, as a sentence about the text; empty if there is none. An optional variable that is not set is one
     * unless the key has another value: HOCON drops the key, or what {@code +=} should add.
     *
     * @param isSet whether a variable is set
     */
    static Optional<String> in(String text, Predicate<String> isSet) {
        Deque<Set<String>> objects = new ArrayDeque<>();
        objects.push(new HashSet<>());
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            if (token.group("joins") != null) {
                return Optional.of("line " + lineOf(text, token.start())
                        + ": an object begins directly after another, and the two would become one; separate them by a"
                        + " comma");
            } else if (token.group("opens") != null) {
                objects.push(new HashSet<>());
            } else if (token.group("closes") != null && objects.size() > 1) {
                objects.pop();
            } else if (token.group("optional") != null) {
                String key = token.group("optional").replace("\"", "");
                String variable = token.group("variable").strip();
                boolean hasValue =
                        token.group("adds").isEmpty() && objects.element().contains(key);
                if (!hasValue && !isSet.test(variable) && !objects.getLast().contains(variable)) {
                    return Optional.of(
                            key + ": has no value because its variable is not set; set it, or remove the key");
                }
            } else if (token.group("element") != null) {
                String variable = token.group("element").strip();
                if (!isSet.test(variable) && !objects.getLast().contains(variable)) {
                    return Optional.of(
                            "${?" + variable + "}: has no value because it is not set; set it, or remove it");
                }
            } else if (token.group("quoted") != null) {
                return Optional.of(token.group("quoted") + "}: has its variable in quotes; remove the quotes");
            } else if (token.group("key") != null) {
                String key = token.group("key").replace("\"", "");
                boolean adds = token.group("sets").equals("+=");
                if (!adds && objects.element().contains("+=" + key)) {
                    return Optional.of(key + ": is set after +=, which discards what was added; set it first");
                }
                if (!objects.element().add(adds ? "+=" + key : key) && !adds) {
                    return Optional.of(key + ": is set twice in one place; remove one of them");
                }
            }
        }
        return Optional.empty();
    }

    private static long lineOf(String text, int position) {
        return text.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
    }
}
