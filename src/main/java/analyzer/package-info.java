/**
 * The command line: reads runs and baselines, has them judged, reports, saves.
 *
 * <p>Start at {@link analyzer.CheckCommand}, whose {@code call} is the program in a dozen lines. What the steps know of
 * each other goes one way: report -&gt; verdict -&gt; baseline -&gt; metrics, and gatling, csv -&gt; metrics. Only this package knows
 * all of them.
 */
package analyzer;
