/**
 * The stand-in API: a server that answers like the documented GesahniV2 API, with known response times.
 *
 * <p>It lets the load tests run where no backend is, and it is the known quantity that the regression gate is tested
 * against: its response times follow a stated distribution, and slowness, errors and stalls happen when asked for.
 *
 * <ul>
 *   <li>{@link standin.StandIn}: starts and stops the server; {@link standin.Main} does so by hand.
 *   <li>{@link standin.StandInConfig}: what it does beyond the documentation; {@link standin.Setting} reads that from
 *       system properties and environment variables.
 *   <li>{@link standin.Endpoint} and {@link standin.Latency}: the measured endpoints and how long they take.
 *   <li>{@code Router}: the way of a request: route, gates, endpoint, delay, answer.
 *   <li>{@code Api}, {@code Sessions}: what the endpoints answer.
 *   <li>{@code RateLimiter}, {@code Csrf}, {@code Dice}, {@link standin.Stall}: the behaviour that is off by default.
 * </ul>
 *
 * <p>Nothing here knows the simulations or the analyzer: to them the stand-in is a URL like any other.
 */
package standin;
