/**
 * Figures that a component publishes and that anybody may read.
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package imc.api.statistics;
