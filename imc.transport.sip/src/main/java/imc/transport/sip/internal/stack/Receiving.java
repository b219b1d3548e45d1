package imc.transport.sip.internal.stack;

/** A message processor that does not receive before it is told to, whatever JAIN-SIP says. */
interface Receiving {

    /** Begins to receive; called once, when everything is there that the first message may need. */
    void beginReceiving();
}
