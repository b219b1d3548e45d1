/** What a script is when it has been read: blocks of statements. */
@org.jspecify.annotations.NullMarked
package imc.script.internal.program;
