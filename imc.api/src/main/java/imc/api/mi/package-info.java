/**
 * The management interface (MI): commands that know no transport, for transports that know no command.
 * <p>
 * A command is a service {@link imc.api.mi.MiCommand}. A transport (a shell, a pipe, HTTP) knows one service,
 * {@link imc.api.mi.MiDispatcher}, which finds commands by their names, checks parameters, and says of every failure
 * whose it is.
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.3.0")
package imc.api.mi;
