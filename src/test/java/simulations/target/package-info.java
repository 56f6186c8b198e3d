/**
 * The API to load: which one it is, and the proof, before any load, that it answers as a scenario expects. Knows nothing
 * of Gatling.
 */
package simulations.api;
