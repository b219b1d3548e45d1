/**
 * Who may be in a room and who may speak there: kick, ban, mute, voice, moderated rooms.
 */
@org.jspecify.annotations.NullMarked
package imc.room.moderation.internal;
