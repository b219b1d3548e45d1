package imc.api.transport;

import imc.api.SipAddress;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Sends messages on behalf of rooms. It is handed one broadcast with all its receivers, so that it can encode the
 * common part once.
 */
@ConsumerType
public interface Transport {

    /**
     * Sends one message to each receiver.
     * <p>
     * Returns without waiting for any receiver, and soon, however many there are: the caller has other rooms to serve.
     * Of two broadcasts of one room that one thread, or threads in turn, hand over, the earlier one is first sent to a
     * receiver of both before the later one is. Rooms do not wait for each other. Every receiver is reported to the
     * listener exactly once, possibly before this method returns.
     *
     * @param listener called on threads of the transport, or on the caller's, which must not be held up
     */
    void send(Broadcast broadcast, DeliveryListener listener);

    /**
     * Sends what a member has said to his other devices. Nobody is told what becomes of that. As {@link #send}
     * otherwise; a transport that knows no devices does nothing.
     *
     * @param said   to its one receiver, who has said it
     * @param device the device that he has said it with, as {@link imc.api.Message#device()} has it
     */
    default void echo(Broadcast said, String device) {
        // He has heard it himself.
    }

    /**
     * Whether it is known by now that a copy would not get to this receiver, because he is registered nowhere. Where
     * somebody would have to be asked first, or does not know, he is not away. Waits for nothing.
     */
    default boolean isAway(SipAddress receiver) {
        return false;
    }
}
