package analyzer.gatling;

import java.time.Instant;
import java.util.List;

/**
 * The first record of a simulation.log.
 *
 * @param gatlingVersion version of Gatling that wrote the log
 * @param simulation class name of the simulation
 * @param start the moment from which all times in the log count
 * @param description the run's description, often empty
 * @param scenarios names of the scenarios
 */
public record LogHeader(
        String gatlingVersion, String simulation, Instant start, String description, List<String> scenarios) {}
