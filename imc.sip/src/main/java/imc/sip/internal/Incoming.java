package imc.sip.internal;

import imc.sip.internal.client.Wire;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.figures.Unexpected;
import imc.sip.internal.net.Reception;
import imc.sip.internal.net.Sender;
import imc.sip.internal.server.Requests;
import imc.sip.internal.server.SourceLimits;
import imc.sip.internal.transaction.ClientTransactions;
import imc.sip.internal.transaction.ResponseReader;
import imc.sip.internal.wire.Stun;
import imc.sip.internal.wire.UnreadableException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes responses to those who have sent the requests, and requests to those who answer them. */
record Incoming(SourceLimits limits, ClientTransactions transactions, Requests requests, Wire wire, Figures figures,
        Unexpected unexpected) implements Reception {

    private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);
    private static final int VERSION = 4;

    @Override
    public int retryAfter(InetAddress source) {
        return limits.retryAfter(source);
    }

    @Override
    public int unwanted(InetAddress source) {
        int retryAfter = limits.retryAfter(source);
        if (retryAfter > TAKEN) {
            figures.heldBack();
        }
        return retryAfter;
    }

    @Override
    public void dropped() {
        figures.dropped();
    }

    @Override
    public void message(byte[] data, int length, InetSocketAddress peer, int retryAfter, Sender sender) {
        try {
            if (retryAfter > TAKEN && sender.transport().isReliable()) {
                figures.heldBack();
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
                byte[] rest = new byte[length - start];
                System.arraycopy(data, start, rest, 0, rest.length);
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
            figures.unreadable();
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
        return length > VERSION && (data[0] | 0x20) == 's' && (data[1] | 0x20) == 'i' && (data[2] | 0x20) == 'p'
                && data[3] == '/';
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
        unexpected.add(e);
    }
}
