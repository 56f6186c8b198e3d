package analyzer.report.html;

import analyzer.verdict.Outcome;
import java.util.Locale;

/**
 * An outcome as the page shows it: with a word and a sign, not by colour alone.
 *
 * @param style its CSS class
 * @param words sign and word
 * @param pass whether it is a PASS, which needs no reason
 */
public record Badge(String style, String words, boolean pass) {

    static Badge of(Outcome outcome) {
        String words = switch (outcome) {
            case PASS -> "\u2713 PASS";
            case REGRESSION -> "\u2717 REGRESSION";
            case CANNOT_JUDGE -> "? CANNOT_JUDGE";
        };
        return new Badge(outcome.name().toLowerCase(Locale.ROOT), words, outcome == Outcome.PASS);
    }
}
