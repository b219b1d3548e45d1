/** The benchmark: drives this server and Kamailio in turn with one load, and prints what a delivery costs. */
package imc.bench;
