/** The operator's script: reads it, and has it decide what becomes of requests. */
@org.jspecify.annotations.NullMarked
package imc.script.internal;
