package imc.sip.internal.message;

import imc.api.Content;
import imc.api.Message;
import imc.api.SipAddress;
import imc.sip.internal.config.Identity;
import imc.sip.internal.route.Devices;
import imc.sip.internal.server.Request;
import imc.sip.internal.wire.ContentCodings;
import imc.sip.internal.wire.ContentHeaders;
import imc.sip.internal.wire.HeadScan;
import imc.sip.internal.wire.Header;
import imc.sip.internal.wire.NameScan;
import imc.sip.internal.wire.RequestHead;
import imc.sip.internal.wire.UnreadableException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads a MESSAGE. What comes again and again is read once. */
public final class MessageReader {

    private static final Header[] PASSED_ON = {Header.SUPPORTED, Header.IN_REPLY_TO, Header.EXPIRES, Header.DATE,
        Header.AUTO_SUBMITTED, Header.CONTENT_DISPOSITION, Header.ACCEPT_LANGUAGE};
    private static final int ADDRESS_BITS = 11;
    private static final int TEXT_BITS = 6;

    private final KnownValues<String> types = new KnownValues<>(TEXT_BITS, Copied::type);
    private final KnownValues<String> lists = new KnownValues<>(TEXT_BITS, MessageReader::list);
    private final Supplier<Identity> identity;
    private final BiPredicate<SipAddress, InetAddress> known;
    private final BooleanSupplier tellsDevice;
    private volatile KnownValues<SipAddress> addresses = noAddresses();
    /** Whether addresses were asked for since the last time. A race costs no more than reading them again. */
    private boolean used;

    /**
     * @param identity where the sender is read from
     * @param known    whether it is known where a sender is, when his message came from that address
     * @param tellsDevice whether a sender's other devices are to get what he says
     */
    public MessageReader(Supplier<Identity> identity, BiPredicate<SipAddress, InetAddress> known,
            BooleanSupplier tellsDevice) {
        this.identity = identity;
        this.known = known;
        this.tellsDevice = tellsDevice;
    }

    /** Some seconds have gone by: lets go of what is not needed any more. */
    void age() {
        if (!used) {
            addresses = noAddresses();
        }
        used = false;
    }

    private static KnownValues<SipAddress> noAddresses() {
        return new KnownValues<>(ADDRESS_BITS, SipAddress::parse);
    }

    private KnownValues<SipAddress> known() {
        used = true;
        return addresses;
    }

    /** Whom the Request-URI names; null for nobody. */
    SipAddress addressed(Request request) {
        RequestHead parts = request.parts();
        try {
            return request.rewritten() != null ? SipAddress.parse(request.rewritten())
                    : known().get(parts.head().data(), parts.uriStart(), parts.uriEnd());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * Reads it.
     *
     * @param addressed whom its Request-URI names
     * @throws IllegalArgumentException saying what is wrong
     * @throws UnreadableException      where its body cannot be used
     */
    Message read(Request request, SipAddress addressed) throws UnreadableException {
        HeadScan head = request.parts().head();
        boolean plain = !head.isOdd() && !isAnyRepeated(head) && isPlainList(head, Header.SUPPORTED)
                && isPlainList(head, Header.IN_REPLY_TO);
        Map<String, String> headers = Copied.headers(plain ? headers(head) : headers(request));
        String disposition = headers.get(Message.CONTENT_DISPOSITION);
        if (disposition != null && !ContentHeaders.isTaken(disposition)) {
            throw new UnreadableException(415, "The content disposition is not known, and must be handled", null);
        }
        String type = Content.PLAIN_TEXT;
        if (head.has(Header.CONTENT_TYPE) && head.end(Header.CONTENT_TYPE) > head.start(Header.CONTENT_TYPE)) {
            type = types.get(head.data(), head.start(Header.CONTENT_TYPE), head.end(Header.CONTENT_TYPE));
        }
        if (type == null) {
            throw Copied.unusable(Header.CONTENT_TYPE.title(), head.text(Header.CONTENT_TYPE),
                    "a type like text/plain is needed");
        }
        byte[] body = request.parts().body();
        if (head.has(Header.CONTENT_ENCODING)) {
            body = ContentCodings.undo(body, request.headers().all("Content-Encoding"));
        }
        SipAddress sender = sender(request);
        return new Message(sender, addressed, to(request, addressed),
                Copied.callId(head.text(Header.CALL_ID)), new Content(type, body),
                withAppended(headers, request), false,
                request.identity() != null || known.test(sender, request.source().getAddress()),
                tellsDevice.getAsBoolean() ? Devices.name(request.flow()) : "");
    }

    private static Map<String, String> withAppended(Map<String, String> headers, Request request) {
        if (request.appended().isEmpty()) {
            return headers;
        }
        Map<String, String> more = new HashMap<>(request.appended());
        more.keySet().removeAll(Message.HEADERS);
        more.putAll(headers);
        return more;
    }

    private static boolean isAnyRepeated(HeadScan head) {
        for (Header header : PASSED_ON) {
            if (head.isRepeated(header)) {
                return true;
            }
        }
        return false;
    }

    /** Whom our proxy has asserted to be the sender; empty where it is From that says so. */
    Optional<SipAddress> asserted(Request request) {
        return identity.get() == Identity.FROM ? Optional.empty() : Optional.of(sender(request));
    }

    private SipAddress sender(Request request) {
        if (request.identity() != null) {
            return request.identity();
        }
        RequestHead parts = request.parts();
        HeadScan head = parts.head();
        if (identity.get() == Identity.FROM) {
            return address("From", head, parts.from());
        }
        NameScan asserted = head.has(Header.P_ASSERTED_IDENTITY) ? NameScan.firstOf(head.data(),
                head.start(Header.P_ASSERTED_IDENTITY), head.end(Header.P_ASSERTED_IDENTITY)) : null;
        return asserted != null ? address("P-Asserted-Identity", head, asserted)
                : Request.address("P-Asserted-Identity", request.headers().first("P-Asserted-Identity")
                        .orElseThrow(() -> new IllegalArgumentException("P-Asserted-Identity is missing")));
    }

    private SipAddress address(String header, HeadScan head, NameScan name) {
        try {
            return known().get(head.data(), name.uriStart(), name.uriEnd());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The " + header + " header cannot be used: " + e.getMessage(), e);
        }
    }

    /** A To that is no identity is as good as none: the Request-URI says where a message goes. */
    SipAddress to(Request request, SipAddress addressed) {
        RequestHead parts = request.parts();
        byte[] data = parts.head().data();
        NameScan to = parts.to();
        if (Arrays.equals(data, parts.uriStart(), parts.uriEnd(), data, to.uriStart(), to.uriEnd())) {
            return addressed;
        }
        try {
            return known().get(data, to.uriStart(), to.uriEnd());
        } catch (IllegalArgumentException e) {
            return addressed;
        }
    }

    /** Whether every comma parts two values. */
    private static boolean isPlainList(HeadScan head, Header header) {
        if (head.has(header)) {
            for (int i = head.start(header); i < head.end(header); i++) {
                if (head.data()[i] == '"' || head.data()[i] == '<' || head.data()[i] == '>') {
                    return false;
                }
            }
        }
        return true;
    }

    private static Map<String, String> headers(Request request) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : Message.HEADERS) {
            List<String> values = request.headers().all(name);
            if (!values.isEmpty()) {
                kept.put(name, String.join(", ", values));
            }
        }
        return kept;
    }

    private Map<String, String> headers(HeadScan head) {
        Map<String, String> headers = Map.of();
        for (Header header : PASSED_ON) {
            if (head.has(header)) {
                String value = switch (header) {
                    case SUPPORTED -> lists.get(head.data(), head.start(header), head.end(header));
                    case IN_REPLY_TO -> list(head.text(header));
                    default -> head.text(header);
                };
                boolean isNone = value.isEmpty() && (header == Header.SUPPORTED || header == Header.IN_REPLY_TO);
                headers = isNone ? headers : with(headers, header.title(), value);
            }
        }
        return headers;
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        if (headers.isEmpty()) {
            return Map.of(name, value);
        }
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return more;
    }

    /** A list without the blanks that mean nothing. */
    private static String list(String value) {
        return value.indexOf(',') < 0 ? value
                : Arrays.stream(value.split(",")).map(String::strip).filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", "));
    }
}
