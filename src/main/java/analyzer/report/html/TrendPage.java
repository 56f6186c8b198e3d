package analyzer.report.html;

import java.util.List;

/**
 * The page of histories.
 *
 * @param assets embedded assets
 * @param headline summary of the histories
 * @param tool name and version of the program
 * @param endpoints one history per endpoint
 * @param endpointsLeftOut number of endpoints that are not among them
 * @param data chart data, as JSON that is safe within a script element
 */
public record TrendPage(
        Assets assets, String headline, String tool, List<Endpoint> endpoints, int endpointsLeftOut, String data) {

    /**
     * The history of one endpoint.
     *
     * @param name the endpoint
     * @param anchor anchor of its chart
     * @param metric the metric's name
     * @param runs number of runs
     * @param first figure of the first level, or of the first run if there is one level
     * @param last figure of the last level, or of the last run if there is one level
     * @param change change from first to last
     * @param open whether it is initially unfolded
     * @param sentences what happened, one sentence per change point
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
