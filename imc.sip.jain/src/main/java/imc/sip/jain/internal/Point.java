package imc.sip.jain.internal;

import gov.nist.core.Host;
import gov.nist.core.HostPort;
import gov.nist.core.InternalErrorHandler;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import imc.api.sip.SentBy;
import imc.api.sip.TransportKind;
import imc.api.sip.TransportLayer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.util.List;

/**
 * All our listening points of one transport, as one of JAIN-SIP's, which has one for each. Where there are several, or
 * one that stands for all addresses, its address is {@code 0.0.0.0}: what an application writes of it into a Contact
 * becomes our address on the way to the receiver when it is sent ({@link OwnAddress}).
 */
final class Point extends MessageProcessor {

    static final String ANY = "0.0.0.0";

    private final DialogStack stack;
    private final TransportKind kind;

    Point(DialogStack stack, TransportKind kind) throws UnknownHostException {
        super(InetAddress.getByName(ANY), kind.defaultPort(), kind.toString(), stack);
        this.stack = stack;
        this.kind = kind;
    }

    /** Where we listen now; nowhere before this is made, when JAIN-SIP asks for the first time. */
    List<SentBy> open() {
        TransportLayer now = stack == null ? null : stack.layer();
        return now == null ? List.of() : now.listeningPoints().stream()
                .filter(point -> point.transport().equals(kind.toString())).toList();
    }

    @Override
    public InetAddress getIpAddress() {
        List<SentBy> open = open();
        try {
            return InetAddress.getByName(open.size() == 1 ? open.get(0).host() : ANY);
        } catch (UnknownHostException e) {
            return super.getIpAddress();
        }
    }

    @Override
    public int getPort() {
        List<SentBy> open = open();
        return open.isEmpty() ? kind.defaultPort() : open.get(0).port();
    }

    @Override
    public Via getViaHeader() {
        try {
            Via via = new Via();
            HostPort sentBy = new HostPort();
            sentBy.setHost(new Host(getIpAddress().getHostAddress()));
            sentBy.setPort(getPort());
            via.setSentBy(sentBy);
            via.setTransport(getTransport());
            return via;
        } catch (ParseException e) {
            InternalErrorHandler.handleException(e);
            return null;
        }
    }

    @Override
    public String getSentBy() {
        return getIpAddress().getHostAddress() + ':' + getPort();
    }

    /** Whether what is sent arrives, or is known not to. */
    boolean isReliable() {
        return kind.isReliable();
    }

    @Override
    public DialogStack getSIPStack() {
        return stack;
    }

    /** Not asked for: the stack makes channels itself. */
    @Override
    public MessageChannel createMessageChannel(HostPort target) {
        throw new UnsupportedOperationException("a way that nobody has made out");
    }

    /** As the other. */
    @Override
    public MessageChannel createMessageChannel(InetAddress target, int port) {
        throw new UnsupportedOperationException("a way that nobody has made out");
    }

    @Override
    public void start() {
        // The sockets are open.
    }

    @Override
    public void stop() {
        // The sockets stay open.
    }

    @Override
    public int getDefaultTargetPort() {
        return kind.defaultPort();
    }

    @Override
    public boolean isSecure() {
        return kind.isSecure();
    }

    @Override
    public int getMaximumMessageSize() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean inUse() {
        return true;
    }
}
