/** The management interface by a named pipe: the protocols of Kamailio 4, Kamailio 5 and OpenSIPS. */
@org.jspecify.annotations.NullMarked
package imc.mi.fifo.internal;
