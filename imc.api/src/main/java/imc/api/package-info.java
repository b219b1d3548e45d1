/**
 * What everybody shares: addresses, rooms, messages, return codes, and the service that takes a message.
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.6.0")
package imc.api;
