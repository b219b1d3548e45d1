/**
 * Passwords of rooms: kept as slow hashes, and asked for.
 */
@org.jspecify.annotations.NullMarked
package imc.room.password.internal;
