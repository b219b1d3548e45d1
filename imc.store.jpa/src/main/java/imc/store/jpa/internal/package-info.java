/** Rooms and members in two tables, by JPA. */
@org.osgi.service.component.annotations.RequireServiceComponentRuntime
package imc.store.jpa.internal;
