/**
 * What was said in rooms, for those who want to read it later.
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.2.0")
package imc.api.archive;
