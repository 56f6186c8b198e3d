package analyzer.gatling;

import java.util.List;

/**
 * A request's or group's place in the report.
 *
 * @param groups names of the enclosing groups, outermost first
 * @param name name of the request; for our simulations the endpoint
 */
public record RequestName(List<String> groups, String name) {

    public RequestName {
        groups = List.copyOf(groups);
    }
}
