package imc.api.sip;

import imc.api.Content;
import imc.api.SipAddress;
import java.util.List;
import java.util.Objects;

/**
 * One request of which each receiver gets a copy, out of dialog.
 *
 * @param method    any but INVITE, ACK and CANCEL, which need more than a transaction
 * @param from      in whose name it is sent: From, in which its copies keep their order and have their bounds
 * @param receivers who gets a copy each, as Request-URI and To; not changed after the call
 * @param headers   further header fields. Via, Max-Forwards, From, To, Call-ID, CSeq, Supported, User-Agent,
 *                  Content-Type and Content-Length are added
 * @param content   the body; of no bytes for none
 * @param except    a device that gets no copy, as {@link imc.api.Message#device()} has it: the others of its user's do.
 *                  Where it is not known which of them it is, none does. An empty text for none
 */
public record SharedRequest(String method, SipAddress from, List<SipAddress> receivers, SipHeaders headers,
        Content content, String except) {

    public SharedRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(receivers, "receivers");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(except, "except");
    }

    /** One for all devices. */
    public SharedRequest(String method, SipAddress from, List<SipAddress> receivers, SipHeaders headers,
            Content content) {
        this(method, from, receivers, headers, content, "");
    }
}
