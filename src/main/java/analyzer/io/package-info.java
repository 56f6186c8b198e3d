/**
 * Files: written whole or not at all, read with errors that name the file and what to do; several at once, on the cores there are.
 */
package analyzer.io;
