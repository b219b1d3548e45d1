package imc.api.transport;

import org.osgi.annotation.versioning.ProviderType;

/** Is told what became of each copy of a broadcast. */
@ProviderType
@FunctionalInterface
public interface DeliveryListener {

    /**
     * One receiver's copy has come to an end.
     *
     * @param receiver the receiver's place in {@link Broadcast#receivers()}
     */
    void ended(Broadcast broadcast, int receiver, Delivery delivery);
}
