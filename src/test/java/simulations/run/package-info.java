/**
 * The run itself: its phases, its machine, the health of the generator, and the run record that the analyzer reads.
 */
package simulations.run;
