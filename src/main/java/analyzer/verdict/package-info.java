/**
 * Judge: a pure function of a result, its baseline and a policy. No files, no clock, nothing of how a verdict is shown.
 */
package analyzer.verdict;
