/** Render: results and verdicts as text for people. One file per report, a function of what it shows. */
package analyzer.report;
