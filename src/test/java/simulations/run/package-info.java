/**
 * The run itself: its phases, the machine it runs on, how the load generator fares, and the record of it that the analyzer
 * reads.
 */
package simulations.run;
