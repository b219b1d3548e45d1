package imc.api.sip;

import org.jspecify.annotations.Nullable;

/**
 * A final answer. The transport adds what belongs to every response (Via, From, To, Call-ID, CSeq, Content-Length).
 *
 * @param status  200 to 699
 * @param reason  the reason phrase; null for the usual one
 * @param headers further header fields
 */
public record SipResponse(int status, @Nullable String reason, SipHeaders headers) {

    /** An answer with the usual reason phrase and no further headers. */
    public static SipResponse of(int status) {
        return new SipResponse(status, null, SipHeaders.NONE);
    }

    /** An answer that says in its reason phrase what is wrong. */
    public static SipResponse of(int status, String reason) {
        return new SipResponse(status, reason, SipHeaders.NONE);
    }

    /** This with one header more. */
    public SipResponse with(String name, String value) {
        return new SipResponse(status, reason, headers.with(name, value));
    }
}
