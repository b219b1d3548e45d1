/**
 * Settings of rooms, whosever they are: shown and set.
 */
@org.jspecify.annotations.NullMarked
package imc.room.settings.internal;
