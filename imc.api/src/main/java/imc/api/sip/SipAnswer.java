package imc.api.sip;

import java.util.Objects;

/**
 * What became of a request of ours.
 *
 * @param status   200 to 699; where no answer came, what that counts as (RFC 3261 §8.1.3.1): 408 where nobody answered
 *                 in time, 503 where it could not be sent, 480 where the user is known nowhere
 * @param received whether an answer came in
 * @param reason   its reason phrase; empty where none came
 * @param headers  its header fields; none where none came
 * @param body     empty rather than null; not to be changed
 */
public record SipAnswer(int status, boolean received, String reason, SipHeaders headers, byte[] body) {

    public SipAnswer {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
    }

    /** No answer came. */
    public static SipAnswer none(int status) {
        return new SipAnswer(status, false, "", SipHeaders.NONE, new byte[0]);
    }
}
