/** How an endpoint went over its kept runs: where its level changed, which no comparison of neighbours shows. */
package analyzer.trend;
