package imc.transport.sip.internal.stack;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;

/** The way to one peer, as JAIN-SIP's transactions see it. */
abstract class Channel extends MessageChannel implements RawMessageChannel {

    private final SIPTransactionStack stack;
    private final InetSocketAddress peer;

    Channel(SIPTransactionStack stack, MessageProcessor processor, InetSocketAddress peer) {
        this.stack = stack;
        this.messageProcessor = processor;
        this.peer = peer;
    }

    /** Sends a whole message. */
    abstract void send(byte[] message) throws IOException;

    /** Sends a request that may want to know what becomes of its connection. */
    void send(Unanswered request) throws IOException {
        send(request.message());
    }

    /** The peer wants requests to this address of its own to come over here (RFC 5923 §5); it may be refused. */
    void alias(String host, int port) {
        // Datagrams need none.
    }

    InetSocketAddress peer() {
        return peer;
    }

    @Override
    public void sendMessage(SIPMessage message) throws IOException {
        if (message instanceof OutgoingRequest request) {
            send(request.unanswered());
        } else {
            send(message.encodeAsBytes(getTransport()));
        }
    }

    @Override
    public void sendMessage(SIPMessage message, InetAddress receiver, int port) throws IOException {
        if (message instanceof OutgoingRequest) {
            sendMessage(message);
        } else {
            super.sendMessage(message, receiver, port);
        }
    }

    @Override
    protected void sendMessage(byte[] message, InetAddress receiver, int port, boolean reconnect) throws IOException {
        send(message);
    }

    /** Called for messages from ourselves to ourselves alone, and next hops never are our own. */
    @Override
    public void processMessage(SIPMessage message) {
        throw new UnsupportedOperationException("a message to ourselves");
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return stack;
    }

    @Override
    public boolean isSecure() {
        return messageProcessor.isSecure();
    }

    @Override
    public String getPeerAddress() {
        return peer.getAddress().getHostAddress();
    }

    @Override
    protected InetAddress getPeerInetAddress() {
        return peer.getAddress();
    }

    @Override
    protected String getPeerProtocol() {
        return getTransport();
    }

    @Override
    public int getPeerPort() {
        return peer.getPort();
    }

    @Override
    public int getPeerPacketSourcePort() {
        return peer.getPort();
    }

    @Override
    public InetAddress getPeerPacketSourceAddress() {
        return peer.getAddress();
    }

    @Override
    public String getKey() {
        return getKey(peer.getAddress(), peer.getPort(), getTransport().toLowerCase(Locale.ROOT));
    }

    @Override
    public String getViaHost() {
        return messageProcessor.getIpAddress().getHostAddress();
    }

    @Override
    public int getViaPort() {
        return messageProcessor.getPort();
    }
}
