/**
 * Runs what is done again and again.
 */
@org.jspecify.annotations.NullMarked
package imc.timer.internal;
