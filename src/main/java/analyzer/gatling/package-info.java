/**
 * Reads the results of a run from Gatling's binary log ({@link analyzer.gatling.LogScanner}) or, for an older Gatling, from its
 * {@code stats.json}. Also writes {@code stats.json}, for tools that need that file ({@link analyzer.gatling.StatsJsonWriter}).
 *
 * <p>Everything about Gatling's formats belongs here, and nothing else.
 */
package analyzer.gatling;
