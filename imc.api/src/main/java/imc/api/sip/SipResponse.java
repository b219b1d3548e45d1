package imc.api.sip;

import imc.api.Answer;
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

    /** What the conference server says, with the code and the words in a Reason header (RFC 3326). */
    public static SipResponse of(Answer answer) {
        SipResponse response = new SipResponse(answer.status(), answer.phrase(), SipHeaders.NONE);
        if (answer.status() >= 300) {
            String words = answer.text().replace("\\", "\\\\").replace("\"", "\\\"");
            response = response.with("Reason", "imc;cause=" + answer.code()
                    + (words.isEmpty() ? "" : ";text=\"" + words + '"'));
        }
        return answer.retryAfter() > 0
                ? response.with("Retry-After", Integer.toString(answer.retryAfter())) : response;
    }

    /** This with one header more. */
    public SipResponse with(String name, String value) {
        return new SipResponse(status, reason, headers.with(name, value));
    }
}
