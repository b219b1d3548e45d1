/**
 * Where rooms live on: a store takes atomic batches of changes and says when each is durable.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package imc.api.store;
