/**
 * Render: verdicts and histories as pages for a browser, each one file that needs no other. Records hold what a template in
 * {@code src/main/jte} shows, as text; the template escapes it. Charts are drawn by a script in the page from the data that
 * {@code ...Data} classes give it.
 */
package analyzer.report.html;
