/**
 * Management commands in the Gogo shell: how they are found, how their arguments are read, how results look.
 */
package imc.mi.gogo.internal;
