package analyzer.report.html;

import analyzer.io.JsonFile;
import tools.jackson.databind.node.ObjectNode;

/** The data of all charts of a page, up to a size limit: a page of hundreds of endpoints must still open. */
final class ChartData {

    /** Size limit, in characters. */
    private static final int ROOM = 500_000;

    private static final double STEPS = 1000;

    private final ObjectNode all = JsonFile.object();
    private final int room;
    private int used;

    /** @param part divisor of the usual size limit */
    ChartData(int part) {
        this.room = ROOM / part;
    }

    /** Adds the data of an endpoint's charts; returns false if they exceed the limit. */
    boolean add(String anchor, ObjectNode charts) {
        int size = JsonFile.compact(charts).length();
        if (used + size > room) {
            return false;
        }
        used += size;
        all.set(anchor, charts);
        return true;
    }

    /** A figure with as many digits as a screen can show, so that the page stays small. */
    static double rounded(double figure) {
        return Math.round(figure * STEPS) / STEPS;
    }

    /** The data as JSON in which no text can end the script element: names and messages come from outside. */
    String json() {
        return JsonFile.compact(all)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
