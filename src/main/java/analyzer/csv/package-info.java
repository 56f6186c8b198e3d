/** Read and write: the figures of one endpoint as one line of CSV, and the newest such files of a folder. */
package analyzer.csv;
