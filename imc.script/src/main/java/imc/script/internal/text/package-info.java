/** Reads the text of a script: tokens, with where they stand. */
@org.jspecify.annotations.NullMarked
package imc.script.internal.text;
