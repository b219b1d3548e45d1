package imc.api.sip;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of a flow's end: nothing comes over that connection any more, and nothing can be sent over it (RFC 5626
 * §4.2.1).
 * <p>
 * The transport tells each service of this type of each connection's end, once, whoever opened it; of all of them when
 * it stops. It tells it from any of its threads, perhaps several at the same time, and perhaps before a request that
 * came over the connection has been answered. What ended while a listener was not there it is never told of.
 */
@ConsumerType
public interface FlowListener {

    /**
     * A connection has ended. Called by a thread that serves other connections, too: it must return at once and wait
     * for nothing, for no lock that is held for long and for no file. It should throw nothing; what it throws is logged
     * and counted, and the other listeners are told all the same.
     *
     * @param flow with an id, which no other connection ever has
     */
    void ended(Flow flow);
}
