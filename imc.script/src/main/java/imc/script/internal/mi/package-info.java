/** What operators ask of the script, and have it do. */
@org.jspecify.annotations.NullMarked
package imc.script.internal.mi;
