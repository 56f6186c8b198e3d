/**
 * The model: exact measurements, independent of formats. Response times are whole milliseconds, because that is how Gatling
 * reads its clock.
 *
 * <p>Start at {@link analyzer.metrics.EndpointResult}, one endpoint in one run. It contains the samples
 * ({@link analyzer.metrics.Timeline}, {@link analyzer.metrics.LatencyHistogram}), the figures
 * ({@link analyzer.metrics.SummaryStatistics}), what the simulation recorded ({@link analyzer.metrics.RunInfo},
 * {@link analyzer.metrics.LoadProfile}, {@link analyzer.metrics.GeneratorHealth}, {@link analyzer.metrics.TargetFigures}) and, in a
 * paired run, the base ({@link analyzer.metrics.PairedRun}).
 *
 * <p>From these come estimates with their standard errors: within a run by {@link analyzer.metrics.Batches} and
 * {@link analyzer.metrics.WithinRun}, against the base by {@link analyzer.metrics.PairedBatches} and
 * {@link analyzer.metrics.PairedRatio}. What they mean is for {@code analyzer.verdict}.
 */
package analyzer.metrics;
