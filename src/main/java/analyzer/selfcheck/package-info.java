/**
 * Measures how often the judge errs: synthetic runs of known truth under named kinds of noise, judged by the very code that
 * judges real runs. Reproducible by its seed.
 */
package analyzer.selfcheck;
