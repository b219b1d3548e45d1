package imc.api.transport;

import imc.api.Content;
import imc.api.SipAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One message for many receivers.
 *
 * @param from      the room in whose name it is sent
 * @param receivers who gets a copy each; not changed after the call
 * @param content   the body
 * @param headers   further headers by name, in no particular order: {@code In-Reply-To}, {@code Date}, {@code Expires}
 * @param said      what a member said, of which this is a form; empty for everything else: notices, lists, reports
 */
public record Broadcast(SipAddress from, List<SipAddress> receivers, Content content, Map<String, String> headers,
        Optional<Said> said) {

    public Broadcast {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(receivers, "receivers");
        Objects.requireNonNull(content, "content");
        headers = Map.copyOf(headers);
        Objects.requireNonNull(said, "said");
    }

    /** Something that no member said. */
    public Broadcast(SipAddress from, List<SipAddress> receivers, Content content, Map<String, String> headers) {
        this(from, receivers, content, headers, Optional.empty());
    }
}
