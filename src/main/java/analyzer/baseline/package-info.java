/** What results are compared with: the kept runs of each endpoint, and the JSON files that hold them. */
package analyzer.baseline;
