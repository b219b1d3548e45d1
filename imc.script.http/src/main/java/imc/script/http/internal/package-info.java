/**
 * What a script tells a web server, without waiting for it.
 */
@org.jspecify.annotations.NullMarked
package imc.script.http.internal;
