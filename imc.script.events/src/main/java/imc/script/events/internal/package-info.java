/**
 * What happens in rooms, for the operator's script.
 */
@org.jspecify.annotations.NullMarked
package imc.script.events.internal;
