package imc.sip.internal.server;

import imc.api.Answer;
import imc.api.SipAddress;
import imc.api.sip.Flow;
import imc.api.sip.NameAddress;
import imc.api.sip.SentBy;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import imc.api.sip.TransportKind;
import imc.sip.internal.config.SipUri;
import imc.sip.internal.net.OwnAddress;
import imc.sip.internal.net.Sender;
import imc.sip.internal.transaction.AnswerText;
import imc.sip.internal.transaction.ResponseText;
import imc.sip.internal.transaction.ServerTransactions;
import imc.sip.internal.transaction.TransactionId;
import imc.sip.internal.transaction.TransactionKeys;
import imc.sip.internal.wire.HeaderFields;
import imc.sip.internal.wire.RequestHead;
import imc.sip.internal.wire.TopmostVia;
import imc.sip.internal.wire.ViaScan;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request in its server transaction, which answers its retransmissions (RFC 3261 §17.2.2). */
public final class Request implements Asker {

    private static final Logger LOG = LoggerFactory.getLogger(Request.class);
    private static final SipResponse OK = SipResponse.of(200);
    private static final String TELEPHONE = "tel:";
    private static final char DELETE = 0x7F;

    private final RequestHead parts;
    private final TransactionId id;
    private final TransactionKeys keys;
    private final ServerTransactions transactions;
    private final Refusals refusals;
    private final InetSocketAddress peer;
    private final Sender sender;
    private final AtomicBoolean answered = new AtomicBoolean();
    private SipHeaders headers;
    /** Who has sent it, as a filter has found out; null while none has. */
    private volatile SipAddress identity;
    private volatile boolean guarded;
    /** The Request-URI that a route has written; null while none has. */
    private volatile String rewritten;
    private volatile Map<String, String> appended = Map.of();

    /** @param id of its transaction */
    Request(RequestHead parts, TransactionId id, TransactionKeys keys, ServerTransactions transactions,
            Refusals refusals, InetSocketAddress peer, Sender sender) {
        this.parts = parts;
        this.id = id;
        this.keys = keys;
        this.transactions = transactions;
        this.refusals = refusals;
        this.peer = peer;
        this.sender = sender;
    }

    public RequestHead parts() {
        return parts;
    }

    String method() {
        return parts.method();
    }

    /** All headers, in full and parted. */
    public SipHeaders headers() {
        if (headers == null) {
            headers = HeaderFields.of(parts.head());
        }
        return headers;
    }

    /** Whether its branch was made by the rules of RFC 3261 (§8.1.1.7). */
    boolean hasCookie() {
        return ViaScan.hasCookie(parts.head().data(), parts.via());
    }

    TransportKind transport() {
        return sender.transport();
    }

    /** Whether it came by a listening point that only this machine's users get at. */
    boolean isLocal() {
        return sender.local().getAddress().isLoopbackAddress();
    }

    /** Where it came from. */
    public InetSocketAddress source() {
        return peer;
    }

    /** The same, and over which connection. */
    public Flow flow() {
        return new Flow(sender.transport().toString(), peer.getAddress().getHostAddress(), peer.getPort(),
                sender.flowId());
    }

    SipRequest asSipRequest() {
        return new SipRequest(method(), requestUri(), headers(), parts.body(), flow(),
                Optional.ofNullable(identity), parts.to().isTagged() ? parts.toTag() : keys.tag(id.base()),
                sender.peerNames(), guarded);
    }

    /** As it stands there, or as a route has rewritten it. */
    String requestUri() {
        String other = rewritten;
        return other == null ? parts.requestUri() : other;
    }

    /** The Request-URI that a route has written; null where none has. */
    public String rewritten() {
        return rewritten;
    }

    /** @throws IllegalArgumentException where it is no URI, and nothing but one, that a request may go to */
    void rewrite(String requestUri) {
        for (int i = 0; i < requestUri.length(); i++) {
            char c = requestUri.charAt(i);
            if (c <= ' ' || c == DELETE || c == '<' || c == '>') { // it would not stay within the request line
                throw new IllegalArgumentException("character " + (i + 1) + " of it is U+"
                        + String.format("%04X", (int) c) + "; no blanks, control characters, < and > are allowed");
            }
        }
        if (requestUri.regionMatches(true, 0, TELEPHONE, 0, TELEPHONE.length())) {
            SipAddress.parse(requestUri);
        } else {
            SipUri.parse(requestUri);
        }
        rewritten = requestUri;
    }

    /** Headers that a route adds to what goes out because of it. */
    public Map<String, String> appended() {
        return appended;
    }

    void append(Map<String, String> headers) {
        appended = Map.copyOf(headers);
    }

    /** Whoever guards the server has let it pass. */
    void pastGuard() {
        guarded = true;
    }

    /** A filter has found out who has sent it. */
    void identify(SipAddress user) {
        identity = user;
    }

    /** Who has sent it, as a filter has found out; null where none has. */
    public SipAddress identity() {
        return identity;
    }

    /** Answers; of several answers only the first counts. */
    @Override
    public void answer(SipResponse response) {
        answer(response, true);
    }

    /** @param tell whether a refusal is told, as nobody else does */
    void answer(SipResponse response, boolean tell) {
        if (send(response) && tell) {
            refusals.answered(this, response);
        }
    }

    /** Whether it is the first answer. */
    private boolean send(SipResponse response) {
        byte[] text = AnswerText.of(response);
        boolean isFirst = answered.compareAndSet(false, true);
        if (isFirst) {
            // Nothing was done: who has been refused may try another way to us (RFC 3263 §4.3).
            transactions.answered(id, text, response.status() >= 300);
            transmit(text);
        }
        return isFirst;
    }

    /** Answers as the one says to whom it was handed, who tells of what he has refused himself. */
    @Override
    public void answer(Answer answer) {
        send(answer.status() == 200 && answer.phrase() == null && answer.retryAfter() == 0 ? OK
                : SipResponse.of(answer));
    }

    /** It is somebody else's, with all that comes after it; {@link #answer} can still refuse it. */
    void handOn() {
        transactions.answered(id, HandedOn.MARK, false);
    }

    /**
     * Sends what somebody else answers.
     *
     * @param isFinal whether it is the first final answer
     */
    void send(byte[] response, int status, boolean isFinal) throws IOException {
        if (isFinal && answered.compareAndSet(false, true)) {
            if (status >= 300) {
                transactions.answered(id, HandedOn.MARK, true); // as above
            }
            refusals.answered(this, SipResponse.of(status));
        }
        sender.send(response, receiver(parts.via(), peer, sender));
    }

    /** By which of our addresses whoever has sent it gets at us. */
    SentBy sentBy() {
        return OwnAddress.towards(sender.transport(), sender.local(), peer);
    }

    /** Sends an answer, be it for a retransmission. */
    void transmit(byte[] answer) {
        try {
            String tag = parts.to().isTagged() ? null : keys.tag(id.base());
            sender.send(ResponseText.of(answer, parts.head(), parts.via(), peer, tag,
                    isPadded()), receiver(parts.via(), peer, sender));
        } catch (IOException e) {
            LOG.debug("An answer did not get out to {}", peer, e);
        }
    }

    /** Messages come by the thousand, and nobody makes a dialog of one: their tags alone may be longer than need be. */
    private boolean isPadded() {
        return !sender.transport().isReliable() && method().equals(Methods.MESSAGE);
    }

    /**
     * Where answers go (RFC 3261 §18.2.2, RFC 3581 §4): to where the request came from, to the port that Via asks for;
     * for one over a stream, where to if the connection is gone, and nobody listens at the port that it came from. An
     * maddr is not looked at: it would let anybody aim our answers at anybody.
     *
     * @param via null where it cannot be read
     */
    static InetSocketAddress receiver(TopmostVia via, InetSocketAddress peer, Sender sender) {
        if (via == null || via.asksForPort() && !sender.transport().isReliable()) {
            return peer;
        }
        int port = via.port() != 0 ? via.port() : sender.transport().defaultPort();
        return port == peer.getPort() ? peer : new InetSocketAddress(peer.getAddress(), port);
    }

    /** The address in a header like From; what is wrong with it is said with the header's name. */
    public static SipAddress address(String header, String value) {
        try {
            return SipAddress.parse(NameAddress.parse(value).uri());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The " + header + " header cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return method() + ' ' + parts.requestUri();
    }
}
