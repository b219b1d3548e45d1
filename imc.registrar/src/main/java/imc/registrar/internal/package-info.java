/**
 * The registrar: takes REGISTER requests and keeps the bindings that they make (RFC 3261 §10.3).
 */
package imc.registrar.internal;
