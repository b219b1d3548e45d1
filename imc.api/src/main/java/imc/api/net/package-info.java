/**
 * IP addresses and networks, as they stand in URIs, requests and settings. Nobody is asked for a name.
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package imc.api.net;
