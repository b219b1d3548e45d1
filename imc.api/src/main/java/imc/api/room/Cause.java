package imc.api.room;

import imc.api.SipAddress;
import java.util.Objects;

/**
 * Why something happens in a room.
 *
 * @param what   in a word: the command's name, {@link #STORE}, or what somebody calls what he does by {@link Rooms}
 * @param by     who wanted it; the room itself where nobody did
 * @param callId of the MESSAGE that brought it about; empty for none. What is sent because of it bears this in
 *               {@code In-Reply-To}
 */
public record Cause(String what, SipAddress by, String callId) {

    /** The rooms of a store were taken over. */
    public static final String STORE = "store";

    public Cause {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(callId, "callId");
    }

    /** Something that nobody's message brought about. */
    public static Cause of(String what, SipAddress by) {
        return new Cause(what, by, "");
    }
}
