/**
 * Who may send requests to the server: passwords (RFC 3261 §22, RFC 8760), trusted peers, or nobody asks.
 */
@org.jspecify.annotations.NullMarked
package imc.auth.internal;
