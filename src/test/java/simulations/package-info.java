/**
 * The load: one simulation per scenario, and one that mixes them. Each file defines what its users do; the shared code is in
 * {@link simulations.scenario}. To add a scenario, add a class here that extends {@link simulations.scenario.ApiSimulation}.
 * Nothing else is needed.
 */
package simulations;
