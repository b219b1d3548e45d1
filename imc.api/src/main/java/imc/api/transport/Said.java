package imc.api.transport;

import imc.api.Content;
import imc.api.SipAddress;
import java.time.Instant;
import java.util.Objects;

/**
 * What a member said in a room.
 *
 * @param speaker the member
 * @param content as any client can read it: not in CPIM, a text with the name in front
 * @param spoken  the same without the name in front
 * @param at      when it was its turn
 */
public record Said(SipAddress speaker, Content content, Content spoken, Instant at) {

    public Said {
        Objects.requireNonNull(speaker, "speaker");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(spoken, "spoken");
        Objects.requireNonNull(at, "at");
    }
}
