/**
 * What operators do about who is in rooms and speaks there.
 */
@org.jspecify.annotations.NullMarked
package imc.mi.moderation.internal;
