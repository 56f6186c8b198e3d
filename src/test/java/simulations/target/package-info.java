/**
 * The target: how it is chosen, and the trial of the scenario before any load. Does not depend on Gatling, apart from the name of
 * its main class.
 */
package simulations.target;
