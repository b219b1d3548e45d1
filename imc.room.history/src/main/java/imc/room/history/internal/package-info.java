/**
 * What was said in rooms that keep it, for those who come later.
 */
@org.jspecify.annotations.NullMarked
package imc.room.history.internal;
