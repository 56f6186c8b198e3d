package analyzer.gatling;

import java.util.List;

/** Receives the records of a simulation.log in file order. All times are milliseconds since the run's start. */
interface LogVisitor {

    void header(LogHeader header);

    /** A name of requests that was not there before; the first is number 0, the next 1, and so on. */
    void name(RequestName name);

    /**
     * A request.
     *
     * @param id number of the request's name
     * @param message why it failed, empty when it did not
     */
    void request(int id, int start, int end, boolean ok, String message);

    /**
     * A group of requests that a virtual user has left.
     *
     * @param groups the group's name, the enclosing groups' names before it
     * @param cumulatedMillis sum of the response times of its requests
     */
    void group(List<String> groups, int start, int end, int cumulatedMillis, boolean ok);

    /** A virtual user that started or ended. */
    void user(boolean started, int time);

    /** A request that Gatling could not even build. */
    void crash(String message);
}
