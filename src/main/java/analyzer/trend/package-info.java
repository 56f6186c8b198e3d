/** Histories of endpoints over many runs, and where their level changed. A comparison with the last runs does not show a drift. */
package analyzer.trend;
