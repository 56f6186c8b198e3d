/**
 * Measures how often the judge errs: the code that judges real runs judges synthetic runs with a known change under named kinds
 * of noise. Reproducible by its seed.
 */
package analyzer.selfcheck;
