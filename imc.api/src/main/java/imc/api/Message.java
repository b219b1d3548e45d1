package imc.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A MESSAGE as it came in (RFC 3428), as far as a conference server looks at it.
 *
 * @param sender     who sent it, as far as the transport can tell
 * @param requestUri where it was sent
 * @param to         whom its To header names
 * @param callId     its Call-ID
 * @param content    its body, empty rather than null
 * @param headers    the values of those of {@link #HEADERS} that it has, under the names given there; and under other
 *                   names, headers that an operator's route adds to its copies
 * @param isToManager whether it was sent to the manager's address, which takes commands only and is no room
 * @param isSenderKnown whether the transport knows where the sender is: he is registered now, or came by the outbound
 *                   proxy, which answers for him. Anybody can claim to be anybody else: to a sender who is not known
 *                   and in no room, nothing is sent but the answer, which goes to where the message came from
 * @param device     in the transport's own words, the sender's device that it came from, where his other devices are to
 *                   get what he says, too; an empty text where they are not
 */
public record Message(SipAddress sender, SipAddress requestUri, SipAddress to, String callId, Content content,
        Map<String, String> headers, boolean isToManager, boolean isSenderKnown, String device) {

    /** How long the message is of use (RFC 3428 §5, RFC 3261 §20.19). */
    public static final String EXPIRES = "Expires";
    /** When it was sent (RFC 3428 §6, RFC 3261 §20.17). */
    public static final String DATE = "Date";
    /** That a program sent it (RFC 3834 §5): anything but {@code no} is automatic. */
    public static final String AUTO_SUBMITTED = "Auto-Submitted";
    /** The Call-ID that it answers (RFC 3261 §20.21). */
    public static final String IN_REPLY_TO = "In-Reply-To";
    /** The sender's option tags (RFC 3261 §20.37); a conference server's own messages bear its mark there. */
    public static final String SUPPORTED = "Supported";

    /** What is to be done with the body (RFC 3261 §20.11). */
    public static final String CONTENT_DISPOSITION = "Content-Disposition";

    /** The languages that its sender understands (RFC 3261 §20.3). */
    public static final String ACCEPT_LANGUAGE = "Accept-Language";

    /** The headers that a transport hands on where the message has them. */
    public static final List<String> HEADERS =
            List.of(EXPIRES, DATE, AUTO_SUBMITTED, IN_REPLY_TO, SUPPORTED, CONTENT_DISPOSITION, ACCEPT_LANGUAGE);

    public Message {
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(requestUri, "requestUri");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(device, "device");
        headers = Map.copyOf(headers);
    }

    /** A message that the sender's other devices do not get. */
    public Message(SipAddress sender, SipAddress requestUri, SipAddress to, String callId, Content content,
            Map<String, String> headers, boolean isToManager, boolean isSenderKnown) {
        this(sender, requestUri, to, callId, content, headers, isToManager, isSenderKnown, "");
    }

    /** A message of a sender who is known. */
    public Message(SipAddress sender, SipAddress requestUri, SipAddress to, String callId, Content content,
            Map<String, String> headers, boolean isToManager) {
        this(sender, requestUri, to, callId, content, headers, isToManager, true);
    }

    /** A message to a room, of a sender who is known. */
    public Message(SipAddress sender, SipAddress requestUri, SipAddress to, String callId, Content content,
            Map<String, String> headers) {
        this(sender, requestUri, to, callId, content, headers, false);
    }

    /** The value of one of {@link #HEADERS}. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
