/** What the operator's script gets to know of rooms. */
package imc.rooms.internal.script;
