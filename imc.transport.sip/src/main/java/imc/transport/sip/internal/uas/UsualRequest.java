package imc.transport.sip.internal.uas;

import imc.api.sip.Flow;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipResponse;
import imc.transport.sip.internal.stack.RawMessage;
import imc.transport.sip.internal.stack.Sender;
import imc.transport.sip.internal.uas.HeadScan.Header;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A usual MESSAGE, in a server transaction of our own. */
final class UsualRequest extends InboundRequest {

    private static final Logger LOG = LoggerFactory.getLogger(UsualRequest.class);
    /** Answers have a multiple of so many bytes. */
    private static final int LENGTHS = 32;
    private static final int SIP_PORT = 5060;
    private static final SipResponse OK = SipResponse.of(200);
    private static final byte[] OK_LINE = bytes("SIP/2.0 200 OK");
    private static final byte[] FROM = bytes("\r\nFrom: ");
    private static final byte[] TO = bytes("\r\nTo: ");
    private static final byte[] TAG = bytes(";tag=");
    private static final byte[] CALL_ID = bytes("\r\nCall-ID: ");
    private static final byte[] CSEQ = bytes("\r\nCSeq: ");
    private static final byte[] VIA = bytes("\r\nVia: ");
    private static final byte[] RECEIVED = bytes(";received=");
    private static final byte[] LENGTH = bytes("\r\nContent-Length: 0\r\n");
    private static final byte[] LINE_END = bytes("\r\n");

    private final UsualMessage message;
    private final long key;
    private final ServerTransactions transactions;
    private final InetSocketAddress peer;
    private final Sender sender;

    UsualRequest(UsualMessage message, long key, ServerTransactions transactions, InetSocketAddress peer,
            Sender sender) {
        this.message = message;
        this.key = key;
        this.transactions = transactions;
        this.peer = peer;
        this.sender = sender;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    RawMessage raw() {
        return RawMessage.datagram(message.data(), message.data().length);
    }

    @Override
    String method() {
        return Methods.MESSAGE;
    }

    @Override
    Flow source() {
        return new Flow(sender.transport(), peer.getAddress().getHostAddress(), peer.getPort());
    }

    @Override
    void send(SipResponse response) {
        byte[] bytes = text(response);
        transactions.answered(key, isPlain(response) ? null : bytes);
        transmit(bytes);
    }

    private static boolean isPlain(SipResponse response) {
        return response.status() == 200 && response.reason() == null && response.headers().fields().isEmpty();
    }

    /** Answers a retransmission of the same request. */
    void sendAgain(byte[] kept) {
        transmit(kept == ServerTransactions.PLAIN ? text(OK) : kept);
    }

    private void transmit(byte[] response) {
        try {
            // RFC 3261 §18.2.2 and RFC 3581 §4: to where it came from, to the port that Via asks for.
            UsualVia via = message.vias().top();
            int port = via.asksForPort() ? peer.getPort() : via.port() == 0 ? SIP_PORT : via.port();
            sender.send(response, port == peer.getPort() ? peer : new InetSocketAddress(peer.getAddress(), port));
        } catch (IOException e) {
            LOG.debug("An answer did not get out to {}", peer, e);
        }
    }

    private byte[] text(SipResponse response) {
        byte[] data = message.data();
        HeadScan head = message.head();
        ResponseText text = new ResponseText();
        if (isPlain(response)) {
            text.add(OK_LINE);
        } else {
            text.add("SIP/2.0 " + response.status() + ' ' + Reply.phrase(response));
        }
        name(text.add(FROM), message.from());
        name(text.add(TO), message.to());
        int tagEnd = -1;
        if (!message.to().isTagged()) {
            text.add(TAG).add(transactions.tag(key));
            tagEnd = text.length();
        }
        text.add(CALL_ID).add(data, head.start(Header.CALL_ID), head.end(Header.CALL_ID))
                .add(CSEQ).add(data, head.start(Header.CSEQ), head.end(Header.CSEQ));
        vias(text.add(VIA));
        text.add(LENGTH);
        for (SipHeaders.Field field : response.headers().fields()) {
            text.add(field.name() + ": " + Reply.clean(field.value())).add(LINE_END);
        }
        text.add(LINE_END);
        if (tagEnd >= 0 && sender.transport().equals("udp")) {
            // Answers that are equally long cost less to be sent. A retransmission's has to be the same.
            text.dots(tagEnd, -text.length() & LENGTHS - 1);
        }
        return text.bytes();
    }

    private void name(ResponseText text, UsualName name) {
        byte[] data = message.data();
        if (name.nameStart() >= 0) {
            text.add('"').add(data, name.nameStart(), name.nameEnd()).add('"').add(' ');
        }
        text.add('<').add(data, name.uriStart(), name.uriEnd()).add('>').add(data, name.rest(), name.end());
    }

    private void vias(ResponseText text) {
        topmostVia(text);
        int[] below = message.vias().below();
        for (int i = 0; i < below.length; i += 2) {
            text.add(',').add(message.data(), below[i], below[i + 1]);
        }
    }

    private void topmostVia(ResponseText text) {
        byte[] data = message.data();
        UsualVia via = message.vias().top();
        String address = peer.getAddress().getHostAddress();
        int start = message.head().start(Header.VIA);
        if (via.asksForPort()) {
            text.add(data, start, via.rportEnd()).add('=').add(Integer.toString(peer.getPort()))
                    .add(data, via.rportEnd(), via.end());
        } else {
            text.add(data, start, via.end());
        }
        byte[] source = bytes(address);
        if (via.asksForPort() || source.length != via.hostEnd() - via.start()
                || !Octets.startWith(data, via.start(), via.hostEnd(), source)) {
            text.add(RECEIVED).add(source);
        }
    }
}
