package imc.conference.internal;

import javax.sip.SipException;

/** The dialog of a subscription. For one thread. */
interface Line {

    /**
     * Sends a NOTIFY; its outcome is told to the subscription.
     *
     * @param state of the subscription, as the header says it (RFC 6665 §8.2.3)
     * @param body  empty for none
     * @throws SipException where it cannot be sent
     */
    void notify(String state, String body) throws SipException;

    /** Nothing more is sent, or expected. */
    void end();
}
