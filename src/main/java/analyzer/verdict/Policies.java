package analyzer.verdict;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The policy of every endpoint: that of the first rule whose pattern matches the whole name, or else the default. In a pattern
 * {@code *} matches any characters, including none.
 *
 * @param usual policy of endpoints that match no rule
 * @param rules policies with their patterns, in the order in which they are tried
 */
public record Policies(Policy usual, List<Policy> rules) implements Function<String, Policy> {

    public Policies {
        rules = List.copyOf(rules);
    }

    @Override
    public Policy apply(String endpoint) {
        return rules.stream()
                .filter(rule -> fits(rule.rule(), endpoint))
                .findFirst()
                .orElse(usual);
    }

    /** Patterns of the rules that apply to none of these endpoints: they match none, or earlier rules match first. */
    public List<String> unused(Collection<String> endpoints) {
        Set<String> used =
                endpoints.stream().map(endpoint -> apply(endpoint).rule()).collect(Collectors.toSet());
        return rules.stream()
                .map(Policy::rule)
                .filter(pattern -> !used.contains(pattern))
                .toList();
    }

    private static boolean fits(String pattern, String endpoint) {
        // Each literal between the stars is searched after the one before; a regular expression would backtrack.
        // -1 keeps a star at the end.
        String[] literals = pattern.split("\\*", -1);
        String last = literals[literals.length - 1];
        if (literals.length == 1) {
            return endpoint.equals(pattern);
        }
        if (!endpoint.startsWith(literals[0])) {
            return false;
        }
        int from = literals[0].length();
        for (int i = 1; i < literals.length - 1; i++) {
            int at = endpoint.indexOf(literals[i], from);
            if (at < 0) {
                return false;
            }
            from = at + literals[i].length();
        }
        return endpoint.length() - last.length() >= from && endpoint.endsWith(last);
    }
}
