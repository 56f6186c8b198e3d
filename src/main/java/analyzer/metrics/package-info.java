/**
 * The model: exact measurements, independent of files and formats. Response times are whole milliseconds, because that is how Gatling
 * reads its clock.
 */
package analyzer.metrics;
