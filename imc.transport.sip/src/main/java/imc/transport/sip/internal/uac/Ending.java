package imc.transport.sip.internal.uac;

import imc.api.transport.Delivery;
import java.util.List;

/** Is told by a client transaction how it ended: one of the two, once. Never waits. */
interface Ending {

    /**
     * A final response came.
     *
     * @param status   from 200
     * @param contacts the values of its Contact headers, as they stand; of a 3xx at least
     */
    void answered(int status, List<String> contacts);

    /** It ended without one. */
    void ended(Delivery delivery);
}
