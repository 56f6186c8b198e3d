/**
 * The judge: a pure function of a result, its baseline and a policy. It uses no files and no clock, and renders no reports.
 */
package analyzer.verdict;
