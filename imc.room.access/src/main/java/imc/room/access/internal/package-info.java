/**
 * Settings of rooms, and what they say of who may join.
 */
@org.jspecify.annotations.NullMarked
package imc.room.access.internal;
