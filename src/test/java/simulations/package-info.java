/**
 * The load: one simulation per endpoint, and one that mixes them. A simulation reads from top to bottom as Gatling users
 * know it: protocol, scenario, assertions, set-up. What they share is in {@link simulations.ApiSimulation} (target,
 * preflight, record of the run), {@link simulations.Scenarios} (what a virtual user does) and
 * {@link simulations.Requests} (what is sent, and what must come back).
 */
package simulations;
