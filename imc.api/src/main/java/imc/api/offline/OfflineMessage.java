package imc.api.offline;

import imc.api.Content;
import imc.api.SipAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * One receiver's copy of a message, which waits.
 *
 * @param receiver who is to get it
 * @param room     in whose name it is sent
 * @param sender   the member who wrote it
 * @param content  as it was to be delivered
 * @param headers  further headers by name: {@code In-Reply-To}, {@code Date}
 * @param sent     when the server took it
 * @param expires  from when on it is worth nothing; {@link Instant#MAX} for never
 */
public record OfflineMessage(SipAddress receiver, SipAddress room, SipAddress sender, Content content,
        Map<String, String> headers, Instant sent, Instant expires) {

    public OfflineMessage {
        Objects.requireNonNull(receiver, "receiver");
        Objects.requireNonNull(room, "room");
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(content, "content");
        headers = Map.copyOf(headers);
        Objects.requireNonNull(sent, "sent");
        Objects.requireNonNull(expires, "expires");
    }
}
