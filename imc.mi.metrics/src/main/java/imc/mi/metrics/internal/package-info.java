/**
 * The figures of all components, for Prometheus and whatever reads its formats.
 */
@org.jspecify.annotations.NullMarked
package imc.mi.metrics.internal;
