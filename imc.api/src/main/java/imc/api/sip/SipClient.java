package imc.api.sip;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Sends requests, each in a client transaction of its own (RFC 3261 §17.1.2): from our sockets, with retransmissions
 * where the transport needs them, and by TCP where they are too long for UDP (§18.1.1).
 * <p>
 * Safe for use by many threads.
 */
@ProviderType
public interface SipClient {

    /**
     * Sends a request. Never waits.
     *
     * @return its final answer, which comes within 32 seconds for each place where it was sought; never exceptionally.
     *         It is completed by a thread that serves others, too: whatever depends on it must wait for nothing
     * @throws IllegalArgumentException where the request cannot be written: it names what is wrong
     */
    CompletionStage<SipAnswer> send(OutgoingRequest request);
}
