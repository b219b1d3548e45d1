package imc.sip.internal.net;

/** What waits to be written to one connection. Safe for use by many threads. */
public interface WriteQueue {

    /** How many messages wait; 0 once the connection has ended. */
    int length();
}
