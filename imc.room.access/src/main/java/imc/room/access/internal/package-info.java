/**
 * What a room's settings say of who may join, and of a room that is left.
 */
@org.jspecify.annotations.NullMarked
package imc.room.access.internal;
