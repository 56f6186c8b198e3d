/** Reads and writes the figures of one endpoint as one line of CSV, and finds the newest such files of a folder. */
package analyzer.csv;
