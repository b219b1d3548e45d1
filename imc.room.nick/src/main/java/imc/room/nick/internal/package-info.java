/**
 * Names that members have in a room instead of their user parts.
 */
@org.jspecify.annotations.NullMarked
package imc.room.nick.internal;
