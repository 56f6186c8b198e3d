/** Baselines: the kept runs of each endpoint, and their JSON files. */
package analyzer.baseline;
