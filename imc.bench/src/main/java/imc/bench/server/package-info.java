/** The servers that are measured: how each is configured, started, observed and stopped. */
package imc.bench.server;
