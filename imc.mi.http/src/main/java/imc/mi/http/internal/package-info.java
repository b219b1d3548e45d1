/**
 * Management by HTTP: where it is listened, who is let in, how JSON-RPC is read and answered.
 */
@org.jspecify.annotations.NullMarked
package imc.mi.http.internal;
