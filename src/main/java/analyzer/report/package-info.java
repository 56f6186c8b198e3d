/** Renders results and verdicts as text, Markdown, JSON and XML. One file per report, each a function of what it shows. */
package analyzer.report;
