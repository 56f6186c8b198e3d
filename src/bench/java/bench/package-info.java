/**
 * The benchmarks: {@code mvn -Pbench}, or some of them by name, {@code mvn -Pbench -Dbench=read}. Each prints a table of ratios to
 * named references that were measured alternately in the same run. {@code docs/PERFORMANCE.md} contains the tables.
 *
 * <p>Code that needs package-private access to the analyzer is in a package with the analyzer's name.
 *
 * <p>To add one, implement {@link bench.Bench} and list it in {@link bench.Main}.
 */
package bench;
