/**
 * Renders verdicts and histories as self-contained pages for a browser. Records contain the text that a template in
 * {@code src/main/jte} shows; the template escapes it. A script in the page draws the charts from the output of the
 * {@code ...Data} classes.
 */
package analyzer.report.html;
