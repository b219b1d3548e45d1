package imc.transport.sip.internal.stack;

import gov.nist.core.Host;
import gov.nist.core.HostPort;
import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.HopImpl;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Locale;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Hop;

/**
 * A MESSAGE whose bytes are ready. To JAIN-SIP's client transaction it shows what a transaction is matched by (branch
 * and method, RFC 3261 §17.1.3); all else that goes out is in the bytes alone, and JAIN-SIP never encodes it.
 */
public final class OutgoingRequest extends SIPRequest {

    private static final long serialVersionUID = 1L;
    static final String METHOD = "MESSAGE";

    private final transient Hop hop;
    private final transient Unanswered unanswered;

    /**
     * @param unanswered makes the whole message, with a Via that bears the branch, and is told when its stream ends
     *                   before the answer has come
     * @param branch     begins with {@code z9hG4bK}
     * @param transport  {@code udp}, {@code tcp} or {@code tls}
     * @param receiver   where to send it; resolved
     */
    public OutgoingRequest(Unanswered unanswered, String branch, String callId, String transport,
            InetSocketAddress receiver) {
        this.unanswered = unanswered;
        String address = receiver.getAddress().getHostAddress();
        this.hop = new HopImpl(address, receiver.getPort(), transport);
        try {
            describe(branch, callId, transport, address);
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException("constants that cannot be wrong", e);
        }
    }

    private void describe(String branch, String callId, String transport, String host)
            throws ParseException, InvalidArgumentException {
        SipUri uri = new SipUri();
        uri.setHost("invalid");
        AddressImpl address = new AddressImpl();
        address.setURI(uri);
        Via via = new Via();
        HostPort sentBy = new HostPort();
        sentBy.setHost(new Host("invalid"));
        via.setSentBy(sentBy);
        via.setTransport(transport.toUpperCase(Locale.ROOT));
        via.setBranch(branch);
        From from = new From();
        from.setAddress(address);
        To to = new To();
        to.setAddress(address);
        RequestLine line = new RequestLine();
        line.setUri(uri);
        line.setMethod(METHOD);
        setRequestLine(line);
        setHeader(via);
        setHeader(from);
        setHeader(to);
        setHeader(new CallID(callId));
        setHeader(new CSeq(1, METHOD));
        setHeader(new MaxForwards(70));
    }

    /** Where it goes. */
    public Hop hop() {
        return hop;
    }

    /** The message, and who is told of its connection's end. */
    Unanswered unanswered() {
        return unanswered;
    }

    @Override
    public byte[] encodeAsBytes(String transport) {
        return unanswered.message();
    }
}
