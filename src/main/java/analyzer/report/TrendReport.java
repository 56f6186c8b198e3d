package analyzer.report;

import analyzer.metrics.Quantity;
import analyzer.trend.EDivisive;
import analyzer.trend.History;
import analyzer.trend.History.Point;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Renders histories for a terminal: a line with a sparkline per endpoint, and below it what changed and when. */
public final class TrendReport {

    private static final String BARS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
    /** For terminals that cannot show bars. */
    private static final String ASCII_BARS = "_.-:=+*#";

    private static final int MAX_ENDPOINT_COLUMNS = 22;
    private static final int MAX_SPARKS = 10;
    private static final int MAX_CHANGES = 5;

    private TrendReport() {}

    /**
     * @param histories one per endpoint, in the order to show them
     * @param charset charset of the terminal
     */
    public static String render(List<History> histories, Charset charset) {
        String bars = charset.canEncode() && charset.newEncoder().canEncode(BARS) ? BARS : ASCII_BARS;
        int width = histories.stream()
                .mapToInt(history -> history.endpoint().length())
                .max()
                .orElse(0);
        String row = "%-" + Math.max(8, Math.min(width, MAX_ENDPOINT_COLUMNS)) + "s %10s %4s %9s %9s %9s  %s\n";
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, row, "Endpoint", "Metric", "Runs", "First", "Last", "Change", "By run"));
        for (History history : histories) {
            boolean fits = history.endpoint().length() <= MAX_ENDPOINT_COLUMNS;
            boolean known = !history.points().isEmpty();
            text.append(fits ? "" : SafeText.name(history.endpoint()) + "\n");
            text.append(String.format(
                    Locale.ROOT,
                    row,
                    fits ? SafeText.name(history.endpoint()) : "",
                    history.metric(),
                    history.points().size(),
                    known ? Figures.of(history.metric(), first(history)) : "-",
                    known ? Figures.of(history.metric(), last(history)) : "-",
                    Figures.change(history.change()),
                    sparkline(history, bars)));
            sentences(history).forEach(sentence -> text.append(Wrap.lines(sentence, 2, 4)));
        }
        return text.append('\n').append(Wrap.lines(conclusion(histories), 0, 0)).toString();
    }

    public static String conclusion(List<History> histories) {
        List<String> changed = histories.stream()
                .filter(history -> !history.changes().isEmpty())
                .map(History::endpoint)
                .toList();
        if (!changed.isEmpty()) {
            return "The level of " + changed.size() + " of " + Quantity.of(histories.size(), "endpoint") + " changed: "
                    + changed.stream().limit(10).map(Cut::name).collect(Collectors.joining(", "))
                    + (changed.size() > 10 ? " and " + (changed.size() - 10) + " more" : "");
        }
        long tooFew =
                histories.stream().filter(history -> !history.canShowChange()).count();
        String few = tooFew == 0
                ? ""
                : "; " + tooFew + " of " + histories.size() + (tooFew == 1 ? " has" : " have") + " fewer than the "
                        + EDivisive.MIN_VALUES + " runs needed to detect a change";
        return "No level changed" + few;
    }

    /** A sentence on each change of the level, or on why none was found. */
    public static List<String> sentences(History history) {
        if (!history.canShowChange()) {
            int runs = history.points().size();
            return List.of(Quantity.of(runs, "run") + (runs == 1 ? " is" : " are")
                    + " too few to detect a level change, which needs " + EDivisive.MIN_VALUES);
        }
        List<String> sentences = new ArrayList<>();
        List<History.Level> levels = history.levels();
        int earlier = Math.max(0, levels.size() - 1 - MAX_CHANGES);
        if (earlier > 0) {
            sentences.add((levels.size() - 1) + " level changes; the newest are:");
        }
        for (int i = 1 + earlier; i < levels.size(); i++) {
            History.Level before = levels.get(i - 1);
            History.Level now = levels.get(i);
            sentences.add("since " + Figures.minute(now.first().started())
                    + commit(now.first()) + ": "
                    + Figures.spaced(history.metric(), before.level()) + " -> "
                    + Figures.spaced(history.metric(), now.level()) + " ("
                    + Figures.change(now.level() / before.level() - 1) + ")");
        }
        return sentences.isEmpty() ? List.of("no level change") : sentences;
    }

    /** Figure of the first level, or of the first run if no level changed. */
    public static double first(History history) {
        return history.changes().isEmpty()
                ? history.points().get(0).value()
                : history.levels().get(0).level();
    }

    /** Figure of the last level, or of the last run if no level changed. */
    public static double last(History history) {
        List<History.Level> levels = history.levels();
        return history.changes().isEmpty()
                ? history.points().get(history.points().size() - 1).value()
                : levels.get(levels.size() - 1).level();
    }

    private static String commit(Point point) {
        String commit = point.commit();
        return commit.isEmpty() ? "" : ", commit " + Cut.commit(commit);
    }

    /**
     * Bars from 0 to the largest value, because bars from any other origin make noise look like change. If there are more runs than
     * bars, a bar is the mean of several runs.
     */
    private static String sparkline(History history, String bars) {
        List<Point> points = history.points();
        int sparks = Math.min(MAX_SPARKS, points.size());
        double[] heights = IntStream.range(0, sparks)
                .mapToDouble(i -> points.subList(i * points.size() / sparks, (i + 1) * points.size() / sparks).stream()
                        .mapToDouble(Point::value)
                        .average()
                        .orElseThrow())
                .toArray();
        double max = Arrays.stream(heights).max().orElse(1);
        return Arrays.stream(heights)
                .mapToInt(height -> (int) Math.round(height / max * (bars.length() - 1)))
                .mapToObj(height -> bars.substring(height, height + 1))
                .collect(Collectors.joining());
    }
}
