package analyzer.verdict;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * The policy of every endpoint: that of the first rule whose pattern the whole name fits, else the usual one. In a pattern
 * {@code *} stands for any characters, none included.
 *
 * @param usual of endpoints that no rule is for
 * @param rules each with the pattern that it is for, in the order in which they are tried
 */
public record Policies(Policy usual, List<Policy> rules) implements Function<String, Policy> {

    public Policies {
        rules = List.copyOf(rules);
    }

    /** The policy of an endpoint. */
    @Override
    public Policy apply(String endpoint) {
        return rules.stream()
                .filter(rule -> fits(rule.rule(), endpoint))
                .findFirst()
                .orElse(usual);
    }

    /** The patterns of the rules that are for none of these endpoints: they fit none, or earlier rules come first. */
    public List<String> unused(Collection<String> endpoints) {
        List<String> used =
                endpoints.stream().map(endpoint -> apply(endpoint).rule()).toList();
        return rules.stream()
                .map(Policy::rule)
                .filter(pattern -> !used.contains(pattern))
                .toList();
    }

    private static boolean fits(String pattern, String endpoint) {
        // Literal stretches between the stars, each looked for after the one before; a regular expression would try all
        // ways. -1 keeps a star at the end.
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
