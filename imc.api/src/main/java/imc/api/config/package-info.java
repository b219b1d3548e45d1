/**
 * Configuration with one rule: a bad value is refused and named, and the old one stays in force.
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.3.0")
package imc.api.config;
