package analyzer.gatling;

import java.util.List;

/** Receives the records of a simulation.log in file order. All times are milliseconds since the run's start. */
interface LogVisitor {

    void header(LogHeader header);

    /** A new request name. Names are numbered from 0, in the order of these calls. */
    void name(RequestName name);

    /**
     * A request.
     *
     * @param id number of the request's name
     * @param message error message; empty for a successful request
     */
    void request(int id, int start, int end, boolean ok, String message);

    /**
     * A group of requests that a virtual user has left.
     *
     * @param groups names of the enclosing groups, then the group's own name
     * @param cumulatedMillis sum of the response times of its requests
     */
    void group(List<String> groups, int start, int end, int cumulatedMillis, boolean ok);

    /** A virtual user that started or ended. */
    void user(boolean started, int time);

    /** A request that Gatling could not build. */
    void crash(String message);
}
