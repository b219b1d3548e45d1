package imc.transport.sip.internal.stack;

import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import imc.transport.sip.internal.Figures;
import imc.transport.sip.internal.tls.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import javax.sip.ObjectInUseException;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.address.Hop;

/**
 * JAIN-SIP's transactions over message processors of our own.
 * <p>
 * The stack finds its way by what a request says about itself ({@link OutgoingRequest#hop()}), so that no router is
 * loaded by name and no state is static.
 */
public final class TransactionStack extends SipStackImpl {

    private final Reception reception;
    private final Streams streams;
    private final Batches batches = new Batches();
    private final BooleanSupplier joining;
    private BoundSocket opening;

    /**
     * Begins two threads (a timer, and an event scanner that stays idle) in the calling thread's group.
     *
     * @param maxConnections how many connections there may be
     * @param joining        whether datagrams to one receiver may be one message to the system
     * @param tls            our keys; gives null for none
     * @throws PeerUnavailableException where JAIN-SIP does not like its properties
     */
    TransactionStack(Figures figures, IntSupplier maxConnections, BooleanSupplier joining, Supplier<Tls> tls)
            throws PeerUnavailableException {
        super(properties());
        this.joining = joining;
        reception = new Reception(this, figures);
        streams = new Streams(maxConnections, tls, reception::failed);
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "imc.transport.sip");
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        properties.setProperty("gov.nist.javax.sip.AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
        properties.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", Slf4jStackLogger.class.getName());
        properties.setProperty("gov.nist.javax.sip.SERVER_LOGGER", Slf4jServerLogger.class.getName());
        return properties;
    }

    /** From now on, what is usual is dealt with there. */
    public void shortcut(Shortcut shortcut) {
        reception.shortcut(shortcut);
    }

    Batches batches() {
        return batches;
    }

    /** Opens a way out; {@link ListeningPoint#beginReceiving} makes it a way in. */
    synchronized ListeningPoint open(BoundSocket socket, SipListener listener) throws IOException {
        opening = socket;
        try {
            String ip = socket.local().getAddress().getHostAddress();
            ListeningPointImpl point = (ListeningPointImpl) createListeningPoint(
                    ip, socket.local().getPort(), socket.address().transport());
            SipProvider provider = createSipProvider(point);
            provider.addSipListener(listener);
            return new ListeningPoint(socket.address(), socket.local(), provider, point.getMessageProcessor());
        } catch (Exception e) {
            socket.close();
            throw new IOException(socket.address() + " cannot be opened: " + e.getMessage(), e);
        } finally {
            opening = null;
        }
    }

    /** Closes the sockets of a listening point; those of the others are not touched. */
    synchronized void close(ListeningPoint point) throws ObjectInUseException {
        javax.sip.ListeningPoint listening = point.provider().getListeningPoints()[0];
        point.provider().removeSipListener(getSipListener());
        deleteListeningPoint(listening);
        deleteSipProvider(point.provider());
    }

    @Override
    protected MessageProcessor createMessageProcessor(InetAddress address, int port, String transport)
            throws IOException {
        MessageProcessor processor = opening.datagrams() == null
                ? new StreamProcessor(opening, this, streams, reception)
                : new UdpProcessor(opening.datagrams(), opening.local(), this, reception, batches, joining);
        addMessageProcessor(processor);
        return processor;
    }

    @Override
    public SIPServerTransaction createServerTransaction(MessageChannel channel) {
        return channel.isReliable() ? new StreamServerTransaction(this, channel)
                : super.createServerTransaction(channel);
    }

    @Override
    public Hop getNextHop(SIPRequest request) throws SipException {
        if (request instanceof OutgoingRequest outgoing) {
            return outgoing.hop();
        }
        throw new SipException("a request that does not say where it goes");
    }

    /** As JAIN-SIP's own, without its sleep of a second. */
    @Override
    public void stopStack() {
        toExit = true;
        for (MessageProcessor processor : getMessageProcessors()) {
            removeMessageProcessor(processor);
        }
        streams.close();
        getTimer().stop();
        clientTransactionTable.clear();
        serverTransactionTable.clear();
    }
}
