package imc.api.sip;

import imc.api.SipAddress;
import imc.api.transport.Delivery;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Sends one request to many receivers: what all copies share is encoded once, and each copy has a client transaction of
 * its own at each of its receiver's contacts (RFC 3261 §17.1.2), with all that {@link SipClient} does for a request.
 * <p>
 * Safe for use by many threads.
 */
@ProviderType
public interface SipFanOut {

    /**
     * Sends a copy to each receiver.
     * <p>
     * Returns without waiting for any receiver, and soon, however many there are: copies for few have been sent by
     * then, on the caller's thread, and copies for many go out by and by. Of two requests in one name that one thread,
     * or threads in turn, hand over, the earlier one is first sent to a receiver of both before the later one is. What
     * is sent in one name does not wait for what is sent in another. It throws nothing.
     *
     * @param outcomes is told of every receiver exactly once, possibly before this method returns, also where SIP goes
     *                 down before there is an answer
     */
    void send(SharedRequest request, Outcomes outcomes);

    /**
     * Whether it is known by now that a copy would not get to this receiver: there is no outbound proxy, he has no
     * contact, and the host of his address is no other than this server, or is none. Where a name server, or a location
     * service that is not there, would have to be asked first, he is not away. Waits for nothing.
     */
    default boolean isAway(SipAddress receiver) {
        return false;
    }

    /** Is told what became of each copy. */
    @ConsumerType
    @FunctionalInterface
    interface Outcomes {

        /**
         * One receiver's copies have come to an end. Called on threads that serve others, too, or on the sender's,
         * which must not be held up.
         *
         * @param receiver the receiver's place in {@link SharedRequest#receivers()}
         */
        void ended(int receiver, Delivery delivery);
    }
}
