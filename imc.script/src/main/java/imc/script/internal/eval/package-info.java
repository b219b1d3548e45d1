/** Evaluates expressions, within bounds. */
@org.jspecify.annotations.NullMarked
package imc.script.internal.eval;
