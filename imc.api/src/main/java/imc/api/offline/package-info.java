/**
 * What could not be delivered yet, and waits for its receiver.
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package imc.api.offline;
