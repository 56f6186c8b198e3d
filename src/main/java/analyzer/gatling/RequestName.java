package analyzer.gatling;

import java.util.List;

/**
 * Place of a request in the report.
 *
 * @param groups names of the enclosing groups, outermost first
 * @param name name of the request; for our simulations the endpoint
 */
public record RequestName(List<String> groups, String name) {

    public RequestName {
        groups = List.copyOf(groups);
    }
}
