/**
 * The commands that a room's users send. A command is a service; the interpreter finds it on the whiteboard.
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.6.0")
package imc.api.command;
