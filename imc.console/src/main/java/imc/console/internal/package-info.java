/** The console: a page and what belongs to it, served as they are; whatever it shows it asks for at {@code /RPC}. */
@org.jspecify.annotations.NullMarked
package imc.console.internal;
