/**
 * The stand-in: a server that responds like the documented GesahniV2 API, with known response times.
 *
 * <p>It makes load tests possible without a backend, and it is the known reference for tests of the regression gate: its response
 * times follow a given distribution, and slowdowns, errors and stalls occur only when they are switched on.
 *
 * <ul>
 *   <li>{@link standin.StandIn}: starts and stops the server; {@link standin.Main} is the command for it.
 *   <li>{@link standin.StandInConfig}: differences from the documented API; {@link standin.StandInSetting} reads them from system
 *       properties and environment variables.
 *   <li>{@link standin.Endpoint} and {@link standin.Latency}: the measured endpoints and their response times.
 *   <li>{@code Router}: the path of a request: route, gates, endpoint, delay, response.
 *   <li>{@code Api}, {@code Sessions}: the responses of the endpoints.
 *   <li>{@code RateLimiter}, {@code Csrf}, {@code Dice}, {@link standin.Stall}: behaviour that is off by default.
 * </ul>
 *
 * <p>This package depends on neither the simulations nor the analyzer. To them the stand-in is a URL like any other.
 */
package standin;
