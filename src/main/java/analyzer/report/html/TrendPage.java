package analyzer.report.html;

import java.util.List;

/**
 * The page of histories.
 *
 * @param assets what it needs to stand alone
 * @param headline what the histories say together
 * @param tool name and version of the program
 * @param endpoints one per endpoint
 * @param endpointsLeftOut number of endpoints that are not among them
 * @param data of the charts, as JSON that is safe within a script element
 */
public record TrendPage(
        Assets assets, String headline, String tool, List<Endpoint> endpoints, int endpointsLeftOut, String data) {

    /**
     * The history of one endpoint.
     *
     * @param name the endpoint
     * @param anchor where the page tells more
     * @param metric the metric's name
     * @param runs number of runs
     * @param first figure of the first level, or of the first run where there is one level
     * @param last figure of the last level, or of the last run
     * @param change from the first to the last
     * @param open whether it is unfolded at first
     * @param sentences what happened, one per change point
     * @param chart whether there is a chart
     */
    public record Endpoint(
            String name,
            String anchor,
            String metric,
            int runs,
            String first,
            String last,
            String change,
            boolean open,
            List<String> sentences,
            boolean chart) {}
}
