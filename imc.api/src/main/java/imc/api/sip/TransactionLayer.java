package imc.api.sip;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A stack that has transactions of its own (RFC 3261 §17), as dialogs and INVITE need them. It is given whole messages:
 * requests of the methods that its service property {@link #METHOD} names, and the responses to what it has sent by the
 * {@link TransportLayer}. The property may change while the service is there.
 * <p>
 * What it is given has been read by us, so that a transaction can be made of it: bytes that cannot be read, and a
 * branch without the magic cookie (§8.1.1.7), never get there. Before it come, for a new request, the {@link
 * SipFilter}s, and whoever answers for one method ({@link SipRequestHandler}, for MESSAGE the conference server): what
 * they all leave is for the stack. Then it has the request with all that belongs to it: its retransmissions, and its
 * CANCEL. Whoever names INVITE is given each ACK. OPTIONS, CANCEL and ACK cannot be asked for by themselves.
 */
@ConsumerType
public interface TransactionLayer {

    /** Service property, String or String[]: the methods asked for, in upper case, for example {@code SUBSCRIBE}. */
    String METHOD = SipRequestHandler.METHOD;

    /** Service property, String or String[], may be missing: the option tags known, as of a handler. */
    String OPTION_TAG = SipRequestHandler.OPTION_TAG;

    /**
     * Takes a request. Called by a thread that receives for everybody, or by that of a filter: it must wait for
     * nothing. What it takes it has to answer itself, and to bound itself, in number, bytes and time. What is thrown is
     * logged once and counted, and the request is answered 500.
     *
     * @return false where it takes no more now: the request is answered 503, but for one that {@link RawRequest#isKnown
     *         is known}, which is dropped
     */
    boolean request(RawRequest request);

    /**
     * Takes a response that is none to what was sent otherwise. Called as {@link #request}; what is thrown drops the
     * response.
     *
     * @return whether its branch is one of the stack's own, so that somebody has really answered
     */
    boolean response(RawResponse response);
}
