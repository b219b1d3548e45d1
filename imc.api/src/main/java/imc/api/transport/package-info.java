/**
 * How messages leave: a transport takes one broadcast with all its receivers and reports on each.
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.3.0")
package imc.api.transport;
