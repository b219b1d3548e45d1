package imc.sip.internal;

import imc.sip.internal.client.Wire;
import imc.sip.internal.figures.Counted;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.net.Reception;
import imc.sip.internal.net.Sender;
import imc.sip.internal.server.Requests;
import imc.sip.internal.server.SourceLimits;
import imc.sip.internal.transaction.ClientTransactions;
import imc.sip.internal.transaction.ResponseReader;
import imc.sip.internal.wire.Octets;
import imc.sip.internal.wire.Stun;
import imc.sip.internal.wire.UnreadableException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes responses to those who have sent the requests, and requests to those who answer them. */
record Incoming(SourceLimits limits, ClientTransactions transactions, Requests requests, Wire wire, Figures figures,
        Consumer<Throwable> unexpected) implements Reception {

    private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);
    private static final byte[] VERSION = Octets.of("sip/");

    @Override
    public int retryAfter(InetAddress source) {
        return limits.retryAfter(source);
    }

    @Override
    public int unwanted(InetAddress source) {
        int retryAfter = limits.retryAfter(source);
        if (retryAfter > TAKEN) {
            figures.count(Counted.HELD_BACK);
        }
        return retryAfter;
    }

    @Override
    public void dropped() {
        figures.count(Counted.DROPPED);
    }

    @Override
    public void message(byte[] data, int length, InetSocketAddress peer, int retryAfter, Sender sender) {
        try {
            if (retryAfter > TAKEN && sender.transport().isReliable()) {
                figures.count(Counted.HELD_BACK);
            }
            if (Stun.isRequest(data, length) && !sender.transport().isReliable()) {
                sender.send(Stun.answer(data, peer), peer);
                return;
            }
            int start = 0;
            while (start < length && (data[start] == '\r' || data[start] == '\n' || data[start] == 0)) {
                start++;
            }
            if (start == length) {
                return; // a keep-alive
            }
            if (start > 0) {
                byte[] rest = Arrays.copyOfRange(data, start, length);
                message(rest, rest.length, peer, retryAfter, sender);
            } else if (isResponse(data, length)) {
                answered(data, length, peer, sender);
            } else {
                requests.received(data, length, peer, retryAfter, sender);
            }
        } catch (Throwable e) { // the calling thread serves everybody else, too
            failed(e);
        }
    }

    private void answered(byte[] data, int length, InetSocketAddress peer, Sender sender) {
        try {
            ResponseReader other = transactions.answered(data, length, peer, sender.transport());
            if (other == null) {
                return;
            }
            if (!requests.answered(other, peer, sender)) {
                unwanted(peer, sender);
            } else if (!sender.transport().isReliable()) {
                wire.answered(peer);
            }
        } catch (UnreadableException e) {
            figures.count(Counted.UNREADABLE);
            LOG.debug("An unreadable response: {}", e.getMessage());
            unwanted(peer, sender);
        }
    }

    private void unwanted(InetSocketAddress peer, Sender sender) {
        if (sender.transport().isReliable()) {
            sender.unwanted(unwanted(peer.getAddress()));
        }
    }

    /** Whether it begins with {@code SIP/}, in any case. */
    private static boolean isResponse(byte[] data, int length) {
        return Octets.startWithAnyCase(data, 0, length, VERSION);
    }

    @Override
    public void refuse(UnreadableException unreadable, InetSocketAddress peer, Sender sender) {
        try {
            requests.refuse(unreadable, peer, sender);
        } catch (Throwable e) { // as above
            failed(e);
        }
    }

    @Override
    public void failed(Throwable e) {
        unexpected.accept(e);
    }
}
