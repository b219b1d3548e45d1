/**
 * The management interface (MI): commands that know no transport, for transports that know no command.
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package imc.api.mi;
