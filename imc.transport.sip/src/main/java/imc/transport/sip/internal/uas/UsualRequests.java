package imc.transport.sip.internal.uas;

import imc.api.Content;
import imc.api.Message;
import imc.api.SipAddress;
import imc.api.config.Settings;
import imc.transport.sip.internal.config.Identity;
import imc.transport.sip.internal.config.TransportSettings;
import imc.transport.sip.internal.stack.Sender;
import imc.transport.sip.internal.uas.HeadScan.Header;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes usual MESSAGEs to the one who answers them, past JAIN-SIP's parser and transactions. While there is no short
 * way, it still notes which transactions there are, so that a retransmission goes the way of its request although the
 * configuration was changed in between.
 */
public final class UsualRequests {

    private static final Map<String, byte[]> PROTOCOLS = Map.of("udp", protocol("udp"), "tcp", protocol("tcp"),
            "tls", protocol("tls"));

    private final ServerTransactions transactions = new ServerTransactions(System::nanoTime);
    private final KnownTexts types = new KnownTexts(type -> type);
    private final KnownTexts lists = new KnownTexts(UsualRequests::list);
    private final Requests requests;
    private final Supplier<Settings> settings;
    private volatile KnownAddresses addresses;
    /** Whether addresses were asked for since the last time. A race costs no more than reading them again. */
    private boolean used;

    /** @param settings those in force */
    public UsualRequests(Requests requests, Supplier<Settings> settings) {
        this.requests = requests;
        this.settings = settings;
        this.addresses = new KnownAddresses(settings.get());
        requests.alsoKnownTo((branch, host, port) -> transactions.contains(transactions.key(branch, host, port)));
    }

    private static byte[] protocol(String transport) {
        return ("SIP/2.0/" + transport.toUpperCase(Locale.ROOT) + ' ').getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether this was one of them, or its retransmission, and nothing is left to be done. */
    public boolean take(byte[] data, int length, InetSocketAddress peer, Sender sender) {
        if (!UsualMessage.begins(data, length)) {
            return false;
        }
        UsualMessage usual = UsualMessage.of(data.length == length ? data : Arrays.copyOf(data, length),
                PROTOCOLS.get(sender.transport()));
        if (usual == null) {
            return false;
        }
        KnownAddresses known = known();
        KnownAddresses.Entry room;
        Message message;
        try {
            room = known.get(usual.data(), usual.uriStart(), usual.uriEnd());
            message = message(usual, known, room);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (message == null) {
            return false;
        }
        UsualVia via = usual.vias().top();
        long key = transactions.key(usual.data(), via.branchStart(), via.branchEnd(), via.start(), via.hostEnd(),
                via.port());
        boolean fast = known.settings().get(TransportSettings.FAST_PATH);
        byte[] answer = transactions.begin(key, fast ? ServerTransactions.OPEN : ServerTransactions.ELSEWHERE);
        if (answer == ServerTransactions.ELSEWHERE || answer == null && !fast) {
            return false;
        }
        if (via.alias()) {
            sender.alias(new String(usual.data(), via.start(), via.hostEnd() - via.start(), StandardCharsets.US_ASCII),
                    via.port());
        }
        UsualRequest request = new UsualRequest(usual, key, transactions, peer, sender);
        if (answer == null) {
            requests.received(request, message, room.served());
        } else if (answer != ServerTransactions.OPEN) {
            request.sendAgain(answer);
        }
        return true;
    }

    /** Some seconds have gone by: lets go of what is not needed any more. */
    public void age() {
        transactions.age();
        if (!used) {
            addresses = new KnownAddresses(settings.get());
        }
        used = false;
    }

    private KnownAddresses known() {
        used = true;
        KnownAddresses known = addresses;
        Settings now = settings.get();
        if (known.settings() != now) {
            known = new KnownAddresses(now);
            addresses = known;
        }
        return known;
    }

    /** Null where who sent it cannot be told so easily. */
    private Message message(UsualMessage usual, KnownAddresses known, KnownAddresses.Entry room) {
        byte[] data = usual.data();
        HeadScan head = usual.head();
        UsualName sender = usual.from();
        if (known.settings().get(TransportSettings.IDENTITY) != Identity.FROM) {
            sender = head.has(Header.P_ASSERTED_IDENTITY) ? UsualName.firstOf(data,
                    head.start(Header.P_ASSERTED_IDENTITY), head.end(Header.P_ASSERTED_IDENTITY)) : null;
            if (sender == null) {
                return null;
            }
        }
        UsualName to = usual.to();
        boolean toRoom = Arrays.equals(data, usual.uriStart(), usual.uriEnd(), data, to.uriStart(), to.uriEnd());
        boolean typed = head.has(Header.CONTENT_TYPE) && head.end(Header.CONTENT_TYPE) > head.start(Header.CONTENT_TYPE);
        Content content = new Content(typed
                ? types.get(data, head.start(Header.CONTENT_TYPE), head.end(Header.CONTENT_TYPE))
                : Content.PLAIN_TEXT, usual.body());
        return new Message(known.get(data, sender.uriStart(), sender.uriEnd()).address(), room.address(),
                toRoom ? room.address() : known.get(data, to.uriStart(), to.uriEnd()).address(),
                head.text(Header.CALL_ID), content, headers(head), room.isManager());
    }

    private Map<String, String> headers(HeadScan head) {
        Map<String, String> headers = Map.of();
        if (head.has(Header.SUPPORTED)) {
            headers = withList(headers, Message.SUPPORTED,
                    lists.get(head.data(), head.start(Header.SUPPORTED), head.end(Header.SUPPORTED)));
        }
        if (head.has(Header.IN_REPLY_TO)) {
            headers = withList(headers, Message.IN_REPLY_TO, list(head.text(Header.IN_REPLY_TO)));
        }
        headers = with(headers, Message.EXPIRES, head, Header.EXPIRES);
        headers = with(headers, Message.DATE, head, Header.DATE);
        return with(headers, Message.AUTO_SUBMITTED, head, Header.AUTO_SUBMITTED);
    }

    /** An empty list is none. */
    private static Map<String, String> withList(Map<String, String> headers, String name, String value) {
        return value.isEmpty() ? headers : with(headers, name, value);
    }

    private static Map<String, String> with(Map<String, String> headers, String name, HeadScan head, Header header) {
        return head.has(header) ? with(headers, name, head.text(header)) : headers;
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
