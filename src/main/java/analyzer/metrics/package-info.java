/**
 * Model: what was measured, exact and free of files and formats. Response times are whole milliseconds, because that is
 * how Gatling reads its clock.
 */
package analyzer.metrics;
