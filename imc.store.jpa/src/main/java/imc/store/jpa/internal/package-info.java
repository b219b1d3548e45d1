/** Rooms and members in two tables of Kamailio's and some of ours, by JPA. */
@org.osgi.service.component.annotations.RequireServiceComponentRuntime
package imc.store.jpa.internal;
