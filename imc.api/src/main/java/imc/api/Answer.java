package imc.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a message was answered: the return code for scripts, the SIP status for the sender's client, the words for the
 * sender.
 *
 * @param code       positive for success, negative for a refusal
 * @param status     the SIP status of the answer, 200 to 699
 * @param phrase     the reason phrase of the status line; null for the usual one of the status
 * @param text       what the Reason header says, without line breaks, and the sender is told; empty for the code alone,
 *                   of which nobody is sent a message
 * @param retryAfter seconds after which to try again, 0 where that is not for us to say (RFC 3261 §20.33)
 */
public record Answer(int code, int status, @Nullable String phrase, String text, int retryAfter) {

    /** Done. */
    public static final Answer OK = of(ReturnCode.OK);
    /** Taken, and kept for receivers of whom none could be given it yet (RFC 3428 §7). */
    public static final Answer ACCEPTED = OK.withStatus(202, null);

    public Answer {
        Objects.requireNonNull(text, "text");
        if (status < 200 || status > 699) {
            throw new IllegalArgumentException("status " + status + " is no final SIP status (200 to 699)");
        }
    }

    /** The answer that stands for a code. */
    public static Answer of(ReturnCode code) {
        return of(code, code.text());
    }

    /** The answer that stands for a code, in words that say more than the code's own. */
    public static Answer of(ReturnCode code, String text) {
        return new Answer(code.code(), code.status(), null, text, 0);
    }

    /**
     * A refusal with a code of the caller's own.
     *
     * @param code   negative; those of {@link ReturnCode} are taken, from -1000 down none is
     * @param status 400 to 699
     * @param text   for people, without line breaks
     */
    public static Answer refused(int code, int status, String text) {
        if (code >= 0 || status < 400) {
            throw new IllegalArgumentException("code " + code + " and status " + status + " refuse nothing");
        }
        return new Answer(code, status, null, text, 0);
    }

    /** Not now: {@link ReturnCode#UNAVAILABLE}, with the seconds after which to try again. */
    public static Answer unavailable(String text, int retryAfter) {
        return new Answer(ReturnCode.UNAVAILABLE.code(), ReturnCode.UNAVAILABLE.status(), null, text, retryAfter);
    }

    /** This refusal with another status line; code and text stay. */
    public Answer withStatus(int otherStatus, @Nullable String otherPhrase) {
        return new Answer(code, otherStatus, otherPhrase, text, retryAfter);
    }

    /** Whether what was asked for was done. */
    public boolean isSuccess() {
        return code > 0;
    }
}
