/**
 * Pools the logs of several injectors that loaded one target together into one result per endpoint. Samples are pooled, never
 * percentiles. Logs that cannot belong to one run are rejected, and anything that is missing is a flaw of the result.
 */
package analyzer.pool;
