/**
 * The benchmarks: {@code mvn -Pbench}, or some of them by name, {@code mvn -Pbench -Dbench=read}. Each prints a table of ratios
 * against named references that were measured in the same run, in turns; {@code docs/PERFORMANCE.md} keeps the tables.
 *
 * <p>What must look into the analyzer where it is closed to others is in a package of the analyzer's name beside this one.
 *
 * <p>To add one, implement {@link bench.Bench} and list it in {@link bench.Main}.
 */
package bench;
