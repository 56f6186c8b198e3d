/**
 * Read: what Gatling leaves of a run becomes results. Its binary log ({@link analyzer.gatling.LogScanner}) or, from an
 * older Gatling, its {@code stats.json}; and back, for the tools that miss that file ({@link analyzer.gatling.StatsJsonWriter}).
 *
 * <p>Everything about Gatling's formats belongs here, and nothing else does.
 */
package analyzer.gatling;
