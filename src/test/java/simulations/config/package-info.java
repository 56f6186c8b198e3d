/**
 * The load profile: read from {@code load.conf}, the environment and system properties, checked once, then plain
 * values. Does not depend on Gatling.
 */
package simulations.config;
