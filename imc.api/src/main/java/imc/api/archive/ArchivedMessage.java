package imc.api.archive;

import imc.api.Content;
import imc.api.SipAddress;
import java.time.Instant;
import java.util.Objects;

/**
 * Something that was said in a room.
 *
 * @param room    where
 * @param sender  the member who said it
 * @param name    how the room named him then, without brackets
 * @param content what was said: what is inside, where it came in CPIM, and without the name that is put before a text
 * @param sent    when the server took it; an archive keeps the milliseconds
 */
public record ArchivedMessage(SipAddress room, SipAddress sender, String name, Content content, Instant sent) {

    public ArchivedMessage {
        Objects.requireNonNull(room, "room");
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(sent, "sent");
    }
}
