package analyzer.verdict;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

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
        // Literal stretches between the stars; -1 keeps a star at the end.
        String regex = String.join(
                ".*",
                List.of(pattern.split("\\*", -1)).stream().map(Pattern::quote).toList());
        return Pattern.compile(regex, Pattern.DOTALL).matcher(endpoint).matches();
    }
}
