package imc.api.sip;

import imc.api.SipAddress;
import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A request for a {@link TransactionLayer}, and the way back. Safe for use by many threads. */
@ProviderType
public interface RawRequest {

    /** The whole of it, as it came in; not to be changed. */
    byte[] message();

    /** Its method. */
    String method();

    /** Where it came from, and over which connection. */
    Flow source();

    /** By which of our own addresses whoever has sent it gets at us. */
    SentBy sentBy();

    /**
     * Who has sent it, as a {@link SipFilter} has found out, or a proxy that is trusted to know (RFC 3325); empty where
     * nobody has, and where the request is known.
     */
    Optional<SipAddress> identity();

    /**
     * Whether no filter was asked about this one: by its branch it belongs to a request that the stack was given
     * before, as a retransmission or a CANCEL, or it is an ACK. Nothing else in it is known to be what it was then:
     * where the stack does not know the transaction, or for an ACK the dialog, it must drop it.
     */
    boolean isKnown();

    /**
     * Sends a response, provisional or final, as often as need be: over the connection by which the request came; if
     * that is gone, or with datagrams, to where its Via says (RFC 3261 §18.2.2, RFC 3581 §4). Never waits.
     *
     * @param response a whole message; not to be changed
     * @throws IOException where it cannot be sent, or too much waits to be sent already
     */
    void answer(byte[] response) throws IOException;

    /**
     * Has it answered by the transport layer, retransmissions included, as a handler would have it: for one that the
     * stack cannot read, or has no room for. Does nothing for one that has been answered, and for an ACK.
     */
    void refuse(SipResponse response);
}
