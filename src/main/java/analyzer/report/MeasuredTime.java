package analyzer.report;

import analyzer.metrics.AutoDuration;
import analyzer.metrics.RunInfo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Text on when and why a run with {@code DURATION=auto} ended. */
public final class MeasuredTime {

    private MeasuredTime() {}

    /**
     * {@code measured 15s of at most 180s, 165s saved, because every endpoint was decided}; empty if the time was fixed or the run was
     * cut off.
     */
    public static Optional<String> text(RunInfo run) {
        return run.auto()
                .filter(auto -> auto.end().isPresent())
                .map(auto -> text(run.profile().duration(), auto));
    }

    /** The same for a measured time that has just ended. */
    public static String text(Duration measured, AutoDuration auto) {
        String share = "measured " + seconds(measured) + " of at most " + seconds(auto.most());
        return switch (auto.end().orElseThrow()) {
            case DECIDED -> share + saved(measured, auto) + ", because every endpoint was decided";
            case PRECISE ->
                share + saved(measured, auto)
                        + ", because the figures of endpoints without a baseline are precise enough for a first one";
            case HOPELESS ->
                share + saved(measured, auto) + ", because the remaining time was unlikely to decide "
                        + String.join(", ", lastOpen(auto));
            case FAILING ->
                share + saved(measured, auto)
                        + ", because there were too many failures for the remaining time to make up for";
            case MAXIMUM -> "measured the full " + seconds(auto.most()) + ", with no earlier decision";
        };
    }

    /** Maximum measured time minus the actual one, milliseconds. */
    static long savedMillis(Duration measured, AutoDuration auto) {
        return auto.most().minus(measured).toMillis();
    }

    private static List<String> lastOpen(AutoDuration auto) {
        return auto.looks().isEmpty()
                ? List.of()
                : auto.looks().get(auto.looks().size() - 1).open();
    }

    private static String saved(Duration measured, AutoDuration auto) {
        return ", " + seconds(Duration.ofMillis(savedMillis(measured, auto))) + " saved";
    }

    private static String seconds(Duration time) {
        return time.toMillisPart() == 0
                ? time.toSeconds() + "s"
                : String.format(Locale.ROOT, "%.1fs", time.toMillis() / 1000.0);
    }
}
