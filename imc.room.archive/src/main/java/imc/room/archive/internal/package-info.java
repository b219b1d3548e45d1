/**
 * Keeps what is said in rooms that want it.
 */
@org.jspecify.annotations.NullMarked
package imc.room.archive.internal;
