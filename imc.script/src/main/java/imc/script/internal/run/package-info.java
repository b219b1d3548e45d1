/** Runs blocks. */
@org.jspecify.annotations.NullMarked
package imc.script.internal.run;
