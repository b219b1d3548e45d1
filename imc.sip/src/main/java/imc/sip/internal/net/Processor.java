package imc.sip.internal.net;

/** The socket of a listening point, with all that comes in and goes out there. */
public interface Processor extends Sender {

    /** Begins to receive; called once, when everything is there that the first message may need. */
    void beginReceiving();

    /** Ends it. When this returns, the port is free and no thread is left. */
    void stop();
}
