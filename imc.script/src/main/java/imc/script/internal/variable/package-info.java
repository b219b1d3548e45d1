/** The variables that every script has. */
@org.jspecify.annotations.NullMarked
package imc.script.internal.variable;
