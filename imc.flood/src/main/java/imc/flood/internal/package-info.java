/**
 * How fast anybody may send: a source, a user, into a room.
 */
@org.jspecify.annotations.NullMarked
package imc.flood.internal;
