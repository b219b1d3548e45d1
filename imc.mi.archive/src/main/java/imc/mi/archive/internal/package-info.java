/**
 * Management of what rooms keep of what was said.
 */
@org.jspecify.annotations.NullMarked
package imc.mi.archive.internal;
