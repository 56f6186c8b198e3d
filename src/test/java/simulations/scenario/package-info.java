/**
 * The API for scenario files, {@link simulations.scenario.ApiSimulation} and {@link simulations.scenario.Api}, and the code that
 * turns them into load: phases, sides, arrivals and mixes. Apart from the scenarios themselves, the only package that depends on
 * Gatling.
 */
package simulations.scenario;
