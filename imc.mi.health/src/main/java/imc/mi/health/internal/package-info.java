/** How the server is, by HTTP: to a load balancer in a word, to who manages the server in full. */
@org.jspecify.annotations.NullMarked
package imc.mi.health.internal;
