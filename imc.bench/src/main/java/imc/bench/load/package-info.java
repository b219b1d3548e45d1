/** The load: members that send and receive on the wire, and the account of who got what. */
package imc.bench.load;
