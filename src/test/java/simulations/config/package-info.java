/**
 * The load profile: read from {@code load.conf}, the environment and system properties, checked once, then plain
 * values. Knows nothing of Gatling.
 */
package simulations.config;
