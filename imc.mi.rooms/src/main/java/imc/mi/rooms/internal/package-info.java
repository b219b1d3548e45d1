/**
 * Management commands for rooms: how they are found, shown and changed.
 */
package imc.mi.rooms.internal;
