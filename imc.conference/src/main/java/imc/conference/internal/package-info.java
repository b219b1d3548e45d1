/**
 * The conference event package (RFC 4575): members see who is in their room, and hear of each change.
 */
package imc.conference.internal;
