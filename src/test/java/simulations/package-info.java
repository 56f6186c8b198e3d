/**
 * The load: one simulation per scenario, and one that mixes them. Each file says what its users do; what all of them share is
 * in {@link simulations.scenario}. A new class here that extends {@link simulations.scenario.ApiSimulation} is all that a new
 * scenario takes.
 */
package simulations;
