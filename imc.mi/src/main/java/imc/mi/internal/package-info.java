@org.jspecify.annotations.NullMarked
package imc.mi.internal;
