/** Variables and functions, as bundles offer them. */
@org.jspecify.annotations.NullMarked
package imc.script.internal.whiteboard;
