/**
 * Bounds for what many want, or strangers can bring about: how much one may have, what is remembered of whom, for how
 * long a text is looked at.
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package imc.api.bound;
