/** What every store of rooms must do, as tests; and database servers to run them on. */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package imc.store.kit;
