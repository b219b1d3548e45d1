package imc.sip.jain.internal;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.sip.address.Hop;

/** The way to somebody, as JAIN-SIP's transactions see it. By this one nothing is sent: a response came by it. */
class Channel extends MessageChannel implements RawMessageChannel {

    private final Point point;
    private final String host;
    private final int port;

    /** @param host an IP address, or what JAIN-SIP may take for a name; nobody is asked about it */
    Channel(Point point, String host, int port) {
        this.messageProcessor = point;
        this.point = point;
        this.host = host;
        this.port = port;
    }

    Point point() {
        return point;
    }

    /** Sends a message, or sends it again. */
    @Override
    public void sendMessage(SIPMessage message) throws IOException {
        throw new IOException("a response is not answered");
    }

    @Override
    public void sendMessage(SIPMessage message, InetAddress receiver, int receiverPort) throws IOException {
        sendMessage(message);
    }

    @Override
    public void sendMessage(SIPMessage message, Hop hop) throws IOException {
        sendMessage(message);
    }

    /** Called for answers that are sent again, which only {@link Inbound} does. */
    @Override
    protected void sendMessage(byte[] message, InetAddress receiver, int receiverPort, boolean reconnect)
            throws IOException {
        throw new IOException("a message of which nobody knows what it is");
    }

    /** Called for messages from ourselves to ourselves alone, which there are none of. */
    @Override
    public void processMessage(SIPMessage message) {
        throw new UnsupportedOperationException("a message to ourselves");
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return point.getSIPStack();
    }

    @Override
    public String getTransport() {
        return point.getTransport();
    }

    @Override
    public boolean isReliable() {
        return point.isReliable();
    }

    @Override
    public boolean isSecure() {
        return point.isSecure();
    }

    @Override
    public String getPeerAddress() {
        return host;
    }

    @Override
    protected InetAddress getPeerInetAddress() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return point.getIpAddress();
        }
    }

    @Override
    protected String getPeerProtocol() {
        return getTransport();
    }

    @Override
    public int getPeerPort() {
        return port;
    }

    @Override
    public int getPeerPacketSourcePort() {
        return port;
    }

    @Override
    public InetAddress getPeerPacketSourceAddress() {
        return getPeerInetAddress();
    }

    @Override
    public String getKey() {
        return (getTransport() + ':' + host + ':' + port).toLowerCase(Locale.ROOT);
    }

    @Override
    public String getViaHost() {
        return point.getIpAddress().getHostAddress();
    }

    @Override
    public int getViaPort() {
        return point.getPort();
    }

    @Override
    public void close() {
        // Connections are none of JAIN-SIP's business.
    }
}
