/**
 * What scenario files are written with, {@link simulations.scenario.ApiSimulation} and {@link simulations.scenario.Api}, and
 * what makes a load of them: phases, sides, arrivals and mixes. The only package besides the scenarios themselves that knows
 * Gatling.
 */
package simulations.scenario;
