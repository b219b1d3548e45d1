/**
 * Shows what rooms keep of what was said.
 */
@org.jspecify.annotations.NullMarked
package imc.room.history.internal;
