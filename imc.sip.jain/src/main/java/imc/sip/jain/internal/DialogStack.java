package imc.sip.jain.internal;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import imc.api.sip.Flow;
import imc.api.sip.SipHop;
import imc.api.sip.TransportKind;
import imc.api.sip.TransportLayer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import javax.sip.IOExceptionEvent;
import javax.sip.ListeningPoint;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.message.Request;

/**
 * JAIN-SIP's transactions and dialogs without any socket: its ways are those of the transport layer, and of all its
 * pools there is one thread. Nothing of it is loaded by name but what has to be.
 */
final class DialogStack extends SipStackImpl implements Router {

    private final Supplier<TransportLayer> layer;
    private final Ways ways;
    private final Load load;

    /**
     * @param layer gives null while there is none
     * @throws PeerUnavailableException where JAIN-SIP does not like its properties
     */
    DialogStack(Supplier<TransportLayer> layer, Dialogs dialogs, Load load) throws PeerUnavailableException {
        super(properties());
        this.layer = layer;
        this.ways = new Ways(layer, dialogs);
        this.load = load;
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "imc.sip.jain");
        properties.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        properties.setProperty("gov.nist.javax.sip.TIMER_CLASS_NAME", OneThread.class.getName());
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", Slf4jStackLogger.class.getName());
        properties.setProperty("gov.nist.javax.sip.SERVER_LOGGER", Slf4jServerLogger.class.getName());
        // What nobody answers, or sends, is forgotten: in seconds.
        properties.setProperty("gov.nist.javax.sip.MAX_TX_LIFETIME_NON_INVITE", "60");
        properties.setProperty("gov.nist.javax.sip.MAX_TX_LIFETIME_INVITE", "300");
        properties.setProperty("gov.nist.javax.sip.EARLY_DIALOG_TIMEOUT_SECONDS", "300");
        // A transaction is matched by its branch alone, and its dialog by its tags.
        properties.setProperty("gov.nist.javax.sip.RFC_2543_SUPPORT_ENABLED", "false");
        return properties;
    }

    /** Has a provider with a listening point for each transport, whether we listen there now or not. */
    SipProvider open(SipListener listener) throws Exception {
        SipProvider provider = null;
        for (TransportKind kind : TransportKind.values()) {
            ListeningPoint point = createListeningPoint(Point.ANY, kind.defaultPort(), kind.toString());
            if (provider == null) {
                provider = createSipProvider(point);
            } else {
                provider.addListeningPoint(point);
            }
        }
        provider.addSipListener(listener);
        return provider;
    }

    /** The thread on which all of this lives. */
    OneThread thread() {
        return (OneThread) getTimer();
    }

    /** Null while there is none. */
    TransportLayer layer() {
        return layer.get();
    }

    /** The point by which something came in. */
    Point point(String transport) {
        ListeningPoint found = ((SipProvider) getSipProviders().next()).getListeningPoint(transport);
        return (Point) ((ListeningPointImpl) found).getMessageProcessor();
    }

    /** How many dialogs there are, early ones included. */
    int dialogCount() {
        return dialogTable.size() + earlyDialogTable.size();
    }

    /** Whether a client transaction has this branch. */
    boolean hasClient(String key) {
        return clientTransactionTable.containsKey(key);
    }

    int clientCount() {
        return clientTransactionTable.size();
    }

    /** A connection has ended: whoever waits for an answer over it is told. */
    void ended(Flow flow) {
        for (SIPClientTransaction client : List.copyOf(clientTransactionTable.values())) {
            if (client.getMessageChannel() instanceof Outbound way) {
                way.ended(flow);
            }
        }
    }

    @Override
    protected MessageProcessor createMessageProcessor(InetAddress address, int port, String transport)
            throws IOException {
        Point point = new Point(this, TransportKind.of(transport));
        addMessageProcessor(point);
        return point;
    }

    /** With those it would look whether a message is for itself. */
    @Override
    protected MessageProcessor[] getMessageProcessors() {
        return new MessageProcessor[0];
    }

    @Override
    public SIPServerTransaction createServerTransaction(MessageChannel channel) {
        return new Answering(this, (Inbound) channel, load);
    }

    @Override
    public void addTransaction(SIPServerTransaction transaction) throws IOException {
        super.addTransaction(transaction);
        if (transaction instanceof Answering answering) {
            answering.kept();
        }
    }

    @Override
    public void removeTransaction(SIPTransaction transaction) {
        super.removeTransaction(transaction);
        if (transaction instanceof Answering answering) {
            answering.over();
        }
    }

    /** Null, which JAIN-SIP makes an exception of, where there are too many. */
    @Override
    public SIPClientTransaction createClientTransaction(SIPRequest request, MessageChannel channel) {
        if (!load.allowsClient(clientCount())) {
            return null;
        }
        SIPClientTransaction client = super.createClientTransaction(request, channel);
        if (channel instanceof Outbound way) {
            way.of(client);
        }
        return client;
    }

    @Override
    public MessageChannel createMessageChannel(SIPRequest request, MessageProcessor point, Hop hop) {
        return channel(hop);
    }

    @Override
    public MessageChannel createRawMessageChannel(String address, int port, Hop hop) {
        return channel(hop);
    }

    private Outbound channel(Hop hop) {
        Ways.Way way = hop instanceof Ways.Way known ? known : new Ways.Way(place(hop), hop.getHost(), hop.getPort(),
                hop.getTransport());
        return new Outbound(this, point(way.transport()), way);
    }

    /** Where a response goes that no transaction sends. */
    private CompletableFuture<List<SipHop>> place(Hop hop) {
        TransportLayer now = layer.get();
        Optional<SipHop> place = now == null ? Optional.empty()
                : now.over(new Flow(TransportKind.of(hop.getTransport()).toString(), hop.getHost(), hop.getPort()));
        return place.map(List::of).map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(new IOException("no way to " + hop)));
    }

    @Override
    public Hop getNextHop(SIPRequest request) throws SipException {
        return ways.of(request, getDialog(request.getDialogId(false)));
    }

    @Override
    public Router getRouter(SIPRequest request) {
        return this;
    }

    @Override
    public Router getRouter() {
        return this;
    }

    @Override
    public Hop getNextHop(Request request) throws SipException {
        return getNextHop((SIPRequest) request);
    }

    @Override
    public ListIterator<?> getNextHops(Request request) {
        try {
            return List.of(getNextHop(request)).listIterator();
        } catch (SipException e) {
            return List.of().listIterator();
        }
    }

    @Override
    public Hop getOutboundProxy() {
        return null;
    }

    @Override
    public ScheduledExecutorService getSelfRoutingThreadpoolExecutor() {
        return thread().executor();
    }

    @Override
    public ExecutorService getReinviteExecutor() {
        return thread().executor();
    }

    /** As JAIN-SIP's own, without its sleep of a second. */
    @Override
    public void stopStack() {
        toExit = true;
        clientTransactionTable.clear();
        serverTransactionTable.clear();
        dialogTable.clear();
        earlyDialogTable.clear();
    }

    /** Ends all of it. When this returns, no thread is left. */
    void close() {
        EventScanner idle = getEventScanner();
        thread().close();
        stop();
        // It waits for an event before it sees that it has been stopped; this one is nobody's.
        if (idle != null) {
            idle.addEvent(new EventWrapper(new IOExceptionEvent(this, "", 0, ""), null));
        }
    }
}
