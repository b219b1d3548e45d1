/** The functions that every script has. */
@org.jspecify.annotations.NullMarked
package imc.script.internal.function;
