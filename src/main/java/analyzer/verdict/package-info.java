/**
 * The judge: a pure function of a result, its baseline and a policy. It uses no files and no clock. It hands on
 * facts: outcomes, figures and {@link analyzer.verdict.Reason reasons}. The reports put them into words.
 */
package analyzer.verdict;
