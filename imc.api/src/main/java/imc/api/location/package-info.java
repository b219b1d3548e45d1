/**
 * Where a user can be reached now (RFC 3261 §10.1, the location service).
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package imc.api.location;
