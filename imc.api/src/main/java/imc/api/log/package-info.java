/**
 * The event log: lines that tell an operator, or a program, what has happened.
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.3.0")
package imc.api.log;
