package imc.transport.sip.internal.uac;

import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import imc.api.sip.SipHeaders;
import imc.api.transport.Delivery;
import imc.transport.sip.internal.stack.Listening;
import imc.transport.sip.internal.stack.ListeningPoint;
import imc.transport.sip.internal.stack.OutgoingRequest;
import imc.transport.sip.internal.stack.RawMessage;
import imc.transport.sip.internal.stack.Unanswered;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sip.ClientTransaction;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One non-INVITE client transaction for each copy (RFC 3261 §17.1.2), by JAIN-SIP. */
public final class ClientTransactions {

    /** Makes the bytes of a copy once it is known from where and by which branch it goes. */
    @FunctionalInterface
    interface Encoding {
        byte[] copy(String sentBy, String branch);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ClientTransactions.class);

    private final Listening listening;
    private final int t1;

    /** @param t1 Timer T1 in milliseconds; 500 everywhere but in tests (RFC 3261 §17.1.1.1) */
    public ClientTransactions(Listening listening, int t1) {
        this.listening = listening;
        this.t1 = t1;
    }

    /**
     * Sends a request and retransmits it as need be. Never waits: where a connection has to be opened first, the
     * request is written when it is open. A request whose connection ends before the answer has come is sent once
     * more, the same, over a new one.
     *
     * @param ending is told once of the final answer, of Timer F, or of a connection that is gone for good, unless
     *               this method throws
     * @throws IOException where it could not be sent
     */
    void send(String transport, InetSocketAddress receiver, String callId, Encoding encoding,
            Ending ending) throws IOException {
        ListeningPoint from = listening.towards(transport, receiver)
                .orElseThrow(() -> new IOException("nothing that listens on " + transport + " can reach " + receiver));
        // The second time over another connection, where the first one was closed just now.
        if (!begin(from, transport, receiver, callId, encoding, ending)
                && !(from.isReliable() && begin(from, transport, receiver, callId, encoding, ending))) {
            throw new IOException("nothing can be sent to " + receiver);
        }
    }

    /** False where nothing was sent, as over a connection that has just been closed. */
    private boolean begin(ListeningPoint from, String transport, InetSocketAddress receiver, String callId,
            Encoding encoding, Ending ending) {
        String branch = Tokens.branch();
        String sentBy = sentBy(from, receiver);
        Sent sent = new Sent(from, receiver, () -> encoding.copy(sentBy, branch), ending);
        OutgoingRequest request = new OutgoingRequest(sent, branch, callId, transport, receiver);
        try {
            ClientTransaction transaction = transaction(from, request);
            ((SIPClientTransaction) transaction).setRetransmitTimer(t1);
            transaction.setApplicationData(sent);
            transaction.sendRequest();
            ending.sent(sent.queue());
            return true;
        } catch (SipException e) {
            LOG.debug("A request could not be sent to {}: {}", receiver, e.getMessage());
            return !sent.withdraw();
        }
    }

    private static ClientTransaction transaction(ListeningPoint from, OutgoingRequest request) throws SipException {
        try {
            return from.provider().getNewClientTransaction(request);
        } catch (TransactionUnavailableException e) {
            throw new SipException("no transaction: " + e.getMessage(), e);
        }
    }

    /** Who listens at all addresses says in each Via the one by which this receiver gets at us. */
    static String sentBy(ListeningPoint from, InetSocketAddress receiver) {
        InetAddress own = from.local().getAddress();
        if (own.isAnyLocalAddress()) {
            try (DatagramSocket probe = new DatagramSocket()) {
                probe.connect(receiver);
                own = probe.getLocalAddress();
            } catch (SocketException e) {
                own = from.local().getAddress();
            }
        }
        // A zone means something on this machine alone (RFC 6874 §1).
        String host = own.getHostAddress().replaceFirst("%.*", "");
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + from.local().getPort();
    }

    /** A response came in. */
    public void answered(ResponseEvent event) {
        int status = event.getResponse().getStatusCode();
        if (status >= 200) {
            Object raw = ((SIPResponse) event.getResponse()).getApplicationData();
            SipHeaders headers = raw instanceof RawMessage message ? message.headers() : SipHeaders.NONE;
            end(event.getClientTransaction(), ending -> ending.answered(status, headers));
        }
    }

    /** Timer F fired, or a retransmission could not be sent. */
    public void timedOut(TimeoutEvent event) {
        end(event.getClientTransaction(), ending -> ending.ended(Delivery.TIMED_OUT));
    }

    private static void end(ClientTransaction transaction, Consumer<Ending> how) {
        if (transaction != null && transaction.getApplicationData() instanceof Sent sent) {
            sent.end(how);
        }
    }

    /** A request on its way. */
    private static final class Sent extends Unanswered {

        private final ListeningPoint from;
        private final InetSocketAddress receiver;
        private final Supplier<byte[]> copy;
        private final AtomicReference<Ending> ending;
        private final AtomicBoolean again = new AtomicBoolean();

        Sent(ListeningPoint from, InetSocketAddress receiver, Supplier<byte[]> copy, Ending ending) {
            this.from = from;
            this.receiver = receiver;
            this.copy = copy;
            this.ending = new AtomicReference<>(ending);
        }

        void end(Consumer<Ending> how) {
            settled();
            Ending told = ending.getAndSet(null);
            if (told != null) {
                how.accept(told);
            }
        }

        /** Whether nobody has been told, and nobody will be. */
        boolean withdraw() {
            settled();
            return ending.getAndSet(null) != null;
        }

        @Override
        protected byte[] message() {
            return copy.get();
        }

        @Override
        protected void lost(boolean opened) {
            if (ending.get() == null) {
                return;
            }
            if (opened && again.compareAndSet(false, true)) {
                try {
                    from.send(this, receiver);
                    return;
                } catch (IOException e) {
                    LOG.debug("A copy could not be sent again to {}: {}", receiver, e.getMessage());
                } catch (Throwable e) { // others are lost, too, and want to be told
                    end(told -> told.failed(e));
                }
            }
            end(told -> told.ended(Delivery.TRANSPORT_ERROR));
        }
    }
}
