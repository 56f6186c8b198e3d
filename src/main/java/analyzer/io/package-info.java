/** Files: written whole or not at all, read with errors that name the file and what to do. */
package analyzer.io;
