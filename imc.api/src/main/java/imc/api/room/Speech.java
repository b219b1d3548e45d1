package imc.api.room;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.text.Language;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that a member says in a room. Immutable; made another by {@link #saying}, {@link #to} and {@link #refused}.
 *
 * @param room      as it is in the message's turn
 * @param speaker   a member of it
 * @param content   what was said: what is inside, where it came in CPIM, and without the name that is put before a text
 * @param headers   of the copies by name: {@code In-Reply-To} with the message's Call-ID, and what of it is as true of
 *                  them ({@code Date}, {@code Expires}, {@code Content-Disposition})
 * @param messageId by which notifications refer to it (imdn.Message-ID, RFC 5438 §6.3), where it has one
 * @param receivers who gets a copy; not changed afterwards
 * @param answer    to the speaker; a refusal is sent to nobody
 * @param language  in which the speaker is told of a refusal
 */
public record Speech(Room room, SipAddress speaker, Content content, Map<String, String> headers,
        Optional<String> messageId, List<SipAddress> receivers, Answer answer, Language language) {

    public Speech {
        Objects.requireNonNull(room, "room");
        Objects.requireNonNull(speaker, "speaker");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(receivers, "receivers");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(language, "language");
    }

    /** Something of a member who likes no language in particular. */
    public Speech(Room room, SipAddress speaker, Content content, Map<String, String> headers,
            Optional<String> messageId, List<SipAddress> receivers, Answer answer) {
        this(room, speaker, content, headers, messageId, receivers, answer, Language.NONE);
    }

    /** This with another content. */
    public Speech saying(Content other) {
        return new Speech(room, speaker, other, headers, messageId, receivers, answer, language);
    }

    /**
     * This to others.
     *
     * @param others members of the room
     */
    public Speech to(List<SipAddress> others) {
        return new Speech(room, speaker, content, headers, messageId, others, answer, language);
    }

    /** This, which is not sent. The speaker is told the refusal's text without further ado. */
    public Speech refused(Answer refusal) {
        if (refusal.isSuccess()) {
            throw new IllegalArgumentException("the code " + refusal.code() + " refuses nothing");
        }
        return new Speech(room, speaker, content, headers, messageId, List.of(), refusal, language);
    }
}
