/**
 * Files: written atomically, and read with errors that name the file and what to do. Also runs work in parallel.
 */
package analyzer.io;
