/**
 * Pool: the logs of several injectors that loaded one target together become one result per endpoint. Samples are pooled,
 * never percentiles; what cannot belong to one run is refused, and what is missing of it is a flaw of the result.
 */
package analyzer.pool;
