/**
 * The command line: reads runs and baselines, judges them, writes reports and saves baselines.
 *
 * <p>Start at {@link analyzer.CheckCommand}: its {@code check} method is the whole program. Only this package depends on all
 * others; docs/ARCHITECTURE.md shows which depend on which.
 */
package analyzer;
