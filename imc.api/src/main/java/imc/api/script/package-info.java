/**
 * The operator's script: pseudo-variables that it reads and functions that it calls, each a service of whichever bundle
 * knows it, and in Kamailio's meaning.
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package imc.api.script;
