/**
 * The command line: reads runs and baselines, judges them, writes reports and saves baselines.
 *
 * <p>Start at {@link analyzer.CheckCommand}: its {@code check} method is the whole program. Dependencies go one way:
 * report -&gt; verdict -&gt; baseline -&gt; metrics, and gatling, csv -&gt; metrics. Only this package depends on all of them.
 */
package analyzer;
