package imc.api.command;

import imc.api.Answer;
import imc.api.Content;
import imc.api.SipAddress;
import java.util.List;
import java.util.Objects;

/**
 * Something that a member says by a command, as the room's policies let him: see {@link CommandCall#saying}. It is said
 * by {@link Step#saying}, or in a form of the command's own, by notices.
 *
 * @param content   what is said, without the name that is put before it
 * @param receivers who gets it; not changed afterwards
 * @param answer    to the speaker; of a refusal, nobody gets anything
 */
public record Saying(Content content, List<SipAddress> receivers, Answer answer) {

    public Saying {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(receivers, "receivers");
        Objects.requireNonNull(answer, "answer");
    }
}
