/**
 * What is in the configuration directory is what is in force: files are read, checked, put into ConfigAdmin and
 * watched.
 */
package imc.config.internal;
