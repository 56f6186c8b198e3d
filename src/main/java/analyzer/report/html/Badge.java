package analyzer.report.html;

import analyzer.verdict.Outcome;
import java.util.Locale;

/**
 * An outcome as the page shows it: by a word and a sign, not by its colour alone.
 *
 * @param style name of its class in the style sheet
 * @param words what it says
 * @param pass whether it is the one that needs no reason
 */
public record Badge(String style, String words, boolean pass) {

    static Badge of(Outcome outcome) {
        String words = switch (outcome) {
            case PASS -> "\u2713 PASS";
            case REGRESSION -> "\u2717 REGRESSION";
            case CANNOT_JUDGE -> "? CANNOT JUDGE";
        };
        return new Badge(outcome.name().toLowerCase(Locale.ROOT), words, outcome == Outcome.PASS);
    }
}
