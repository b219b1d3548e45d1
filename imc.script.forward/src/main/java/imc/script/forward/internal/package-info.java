/**
 * What a script forwards to another SIP server.
 */
@org.jspecify.annotations.NullMarked
package imc.script.forward.internal;
