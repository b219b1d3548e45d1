/**
 * Who the users are: what their passwords are checked with.
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package imc.api.auth;
