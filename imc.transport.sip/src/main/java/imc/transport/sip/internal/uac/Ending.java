package imc.transport.sip.internal.uac;

import imc.api.sip.SipHeaders;
import imc.api.transport.Delivery;
import imc.transport.sip.internal.stack.WriteQueue;

/**
 * Is told by a client transaction how it goes, and how it ended: one of the three ways, once. Never waits, and throws
 * nothing.
 */
interface Ending {

    /**
     * It has been sent.
     *
     * @param queue where it waits to be written; null for nowhere
     */
    void sent(WriteQueue queue);

    /**
     * A final response came.
     *
     * @param status  from 200
     * @param headers its headers; of a 3xx and a 503 at least
     */
    void answered(int status, SipHeaders headers);

    /** It ended without one. */
    void ended(Delivery delivery);

    /** It could not go on, for a reason that there never should be. */
    void failed(Throwable e);
}
