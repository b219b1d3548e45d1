/** The URIs of Contact header fields, and when two of them are the same (RFC 3261 §19.1.4). */
package imc.registrar.internal.uri;
