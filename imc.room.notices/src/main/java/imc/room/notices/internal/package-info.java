/**
 * What operators have rooms say in words of their own.
 */
@org.jspecify.annotations.NullMarked
package imc.room.notices.internal;
