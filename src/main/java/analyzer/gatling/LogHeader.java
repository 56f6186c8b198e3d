package analyzer.gatling;

import java.time.Instant;

/**
 * The first record of a simulation.log.
 *
 * @param simulation class name of the simulation
 * @param start the moment from which all times in the log count
 */
public record LogHeader(String gatlingVersion, String simulation, Instant start) {}
