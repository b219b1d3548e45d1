/**
 * What happens in rooms, for bundles that take part in it: policies decide with the rooms, listeners hear of it, and
 * {@link imc.api.room.Rooms} lets others act. {@link imc.api.Properties} are what they have kept.
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.5.0")
package imc.api.room;
