/**
 * Conversations with a conference server, written down: who says what to whom, and what must come of it. Told to a
 * running server by real SIP over real sockets.
 */
package imc.check;
