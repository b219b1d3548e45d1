package imc.api.sip;

import java.util.Objects;

/**
 * A request of ours, in a dialog or out of any.
 *
 * @param method  any but INVITE, ACK and CANCEL, which need more than a transaction
 * @param to      whom it is for
 * @param headers its header fields, From among them. Via, Content-Length and User-Agent are added, and of To, Call-ID,
 *                CSeq, Max-Forwards and a tag in From what is missing: whoever has a dialog says them all (RFC 3261
 *                §12.2.1.1)
 * @param body    empty rather than null; not to be changed
 */
public record OutgoingRequest(String method, Recipient to, SipHeaders headers, byte[] body) {

    public OutgoingRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
    }

    /** One without a body. */
    public OutgoingRequest(String method, Recipient to, SipHeaders headers) {
        this(method, to, headers, new byte[0]);
    }
}
