/**
 * The API to load: which one it is, and a trial of the scenario on it before any load. Knows nothing of Gatling but the name
 * of its main class.
 */
package simulations.target;
