package imc.transport.sip.internal.uas;

import imc.api.sip.Flow;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipResponse;
import imc.transport.sip.internal.stack.Sender;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A usual MESSAGE, in a server transaction of our own. */
final class UsualRequest extends InboundRequest {

    private static final Logger LOG = LoggerFactory.getLogger(UsualRequest.class);
    private static final int SIP_PORT = 5060;

    private final UsualMessage message;
    private final long key;
    private final ServerTransactions transactions;
    private final InetSocketAddress peer;
    private final Sender sender;

    UsualRequest(UsualMessage message, long key, ServerTransactions transactions, InetSocketAddress peer,
            Sender sender) {
        super(message.raw());
        this.message = message;
        this.key = key;
        this.transactions = transactions;
        this.peer = peer;
        this.sender = sender;
    }

    @Override
    Flow source() {
        return new Flow(sender.transport(), peer.getAddress().getHostAddress(), peer.getPort());
    }

    @Override
    void send(SipResponse response) {
        byte[] bytes = bytes(response);
        boolean plain = response.status() == 200 && response.reason() == null && response.headers().fields().isEmpty();
        transactions.answered(key, plain ? null : bytes);
        transmit(bytes);
    }

    /** Answers a retransmission of the same request. */
    void sendAgain(byte[] kept) {
        transmit(kept == ServerTransactions.PLAIN ? bytes(SipResponse.of(200)) : kept);
    }

    private void transmit(byte[] response) {
        try {
            // RFC 3261 §18.2.2 and RFC 3581 §4: to where it came from, to the port that Via asks for.
            int port = message.rport() ? peer.getPort() : message.port() == 0 ? SIP_PORT : message.port();
            sender.send(response, port == peer.getPort() ? peer : new InetSocketAddress(peer.getAddress(), port));
        } catch (IOException e) {
            LOG.debug("An answer did not get out to {}", peer, e);
        }
    }

    private byte[] bytes(SipResponse response) {
        StringBuilder text = new StringBuilder(512).append("SIP/2.0 ").append(response.status()).append(' ')
                .append(Reply.phrase(response)).append("\r\nFrom: ").append(message.from())
                .append("\r\nTo: ").append(message.to());
        if (!message.tagged()) {
            text.append(";tag=").append(transactions.tag(key));
        }
        text.append("\r\nCall-ID: ").append(message.callId()).append("\r\nCSeq: ").append(message.cseq())
                .append("\r\nVia: SIP/2.0/").append(sender.transport().toUpperCase(Locale.ROOT)).append(' ')
                .append(message.sentBy());
        String address = peer.getAddress().getHostAddress();
        for (String parameter : message.params()) {
            text.append(';').append(parameter);
            if (parameter.equals("rport")) {
                text.append('=').append(peer.getPort());
            }
        }
        if (message.rport() || !address.equals(message.host())) {
            text.append(";received=").append(address);
        }
        text.append("\r\nContent-Length: 0\r\n");
        for (SipHeaders.Field field : response.headers().fields()) {
            text.append(field.name()).append(": ").append(Reply.clean(field.value())).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
