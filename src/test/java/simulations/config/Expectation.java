package simulations.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer must hold to count as a success, besides status 200.
 *
 * @param field a field of the JSON answer, the fields around it before it with dots between; a JMESPath expression
 * @param value the value that it must have, as text
 */
public record Expectation(String field, String value) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*)=([\\w .:/-]+)");

    /** Reads {@code status=ok} and the like; empty if it is nothing of this form. */
    static Optional<Expectation> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new Expectation(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    @Override
    public String toString() {
        return field + " " + value;
    }
}
