package imc.sip.jain.internal;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ims.PAssertedIdentityHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.ServerRequestInterface;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import imc.api.sip.Flow;
import imc.api.sip.FlowListener;
import imc.api.sip.RawRequest;
import imc.api.sip.RawResponse;
import imc.api.sip.SipResponse;
import imc.api.sip.TransactionLayer;
import java.io.IOException;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.Locale;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What our transport layer gives to JAIN-SIP, within bounds and on its thread. */
final class Intake implements TransactionLayer, FlowListener {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private static final SipResponse UNAVAILABLE =
            SipResponse.of(Response.SERVICE_UNAVAILABLE)
                    .with("Retry-After", Integer.toString(Refusing.RETRY_AFTER_SECONDS));

    private final DialogStack stack;
    private final Load load;
    private final Parser parser = new Parser();
    private final AddressFactoryImpl addresses = new AddressFactoryImpl();
    private final HeaderFactoryImpl headers = new HeaderFactoryImpl();

    Intake(DialogStack stack, Load load) {
        this.stack = stack;
        this.load = load;
    }

    @Override
    public boolean request(RawRequest raw) {
        return take(raw.message().length, () -> read(raw));
    }

    /** Whether there is room for a message; then it is read on JAIN-SIP's thread. */
    private boolean take(int length, Runnable reading) {
        boolean taken = load.take(length);
        if (taken) {
            stack.thread().execute(() -> {
                load.done(length);
                reading.run();
            });
        }
        return taken;
    }

    @Override
    public boolean response(RawResponse raw) {
        boolean isOurs = stack.hasClient(raw.branch().toLowerCase(Locale.ROOT)
                + (raw.method().equals(Request.CANCEL) ? ":cancel" : ""));
        // A 2xx for an INVITE is sent again until it is acknowledged, to a transaction that is over (§13.2.2.4).
        boolean mayBe = raw.method().equals(Request.INVITE) && raw.status() / 100 == 2 && stack.dialogCount() > 0;
        if (isOurs || mayBe) {
            take(raw.message().length, () -> read(raw));
        }
        return isOurs;
    }

    @Override
    public void ended(Flow flow) {
        stack.thread().execute(() -> stack.ended(flow));
    }

    private void read(RawRequest raw) {
        SIPRequest request;
        try {
            request = (SIPRequest) parser.parse(raw.message());
            request.checkHeaders();
        } catch (ParseException | RuntimeException e) {
            LOG.debug("JAIN-SIP cannot read a {}: {}", raw.method(), e.getMessage());
            if (!raw.isKnown()) {
                raw.refuse(SipResponse.of(Response.BAD_REQUEST));
            }
            return;
        }
        try {
            if (raw.isKnown() ? isKnown(raw, request) : isNew(raw, request)) {
                request(raw, request);
            }
        } catch (ParseException | IOException e) {
            LOG.debug("JAIN-SIP cannot take a {}", raw.method(), e);
        }
    }

    /** A retransmission, a CANCEL or an ACK of something that is there. */
    private boolean isKnown(RawRequest raw, SIPRequest request) {
        boolean known = stack.findTransaction(request, true) != null || switch (raw.method()) {
            case Request.ACK -> stack.getDialog(request.getDialogId(true)) != null
                    || stack.findTransactionPendingAck(request) != null;
            case Request.CANCEL -> stack.findCancelTransaction(request, true) != null;
            default -> false;
        };
        if (!known && raw.method().equals(Request.CANCEL)) {
            raw.refuse(SipResponse.of(Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST));
        }
        return known;
    }

    private boolean isNew(RawRequest raw, SIPRequest request) throws ParseException {
        SIPTransaction other = stack.findTransaction(request, true);
        boolean taken = other != null && !other.isMessagePartOfTransaction(request); // the same branch of somebody else
        boolean dialog = ((ToHeader) request.getTo()).getTag() == null
                && DialogStack.isDialogCreated(request.getMethod()) && !load.allowsDialog(stack.dialogCount());
        if (taken || dialog) {
            raw.refuse(UNAVAILABLE);
            return false;
        }
        identify(raw, request);
        return true;
    }

    /** Who has sent it is said by a filter, or by nobody. */
    private void identify(RawRequest raw, SIPRequest request) throws ParseException {
        request.removeHeader(PAssertedIdentityHeader.NAME);
        if (raw.identity().isPresent()) {
            request.addHeader(headers.createPAssertedIdentityHeader(addresses.createAddress(
                    addresses.createURI(raw.identity().get().toString()))));
        }
    }

    private void request(RawRequest raw, SIPRequest request) throws ParseException, IOException {
        note(request.getTopmostVia(), raw.source());
        Inbound channel = new Inbound(stack.point(raw.source().transport()), raw);
        locate(request, channel, raw.source());
        ServerRequestInterface transaction = stack.newSIPServerRequest(request, channel);
        if (transaction != null) {
            try {
                transaction.processRequest(request, channel);
            } finally {
                release(transaction);
            }
        }
    }

    private void read(RawResponse raw) {
        try {
            SIPResponse response = (SIPResponse) parser.parse(raw.message());
            boolean known = stack.findTransaction(response, false) != null
                    || stack.getDialog(response.getDialogId(false)) != null;
            if (!known) {
                return;
            }
                Channel channel = new Channel(stack.point(raw.source().transport()), raw.source().host(),
                    raw.source().port());
            locate(response, channel, raw.source());
            ServerResponseInterface transaction = stack.newSIPServerResponse(response, channel);
            if (transaction != null) {
                try {
                    transaction.processResponse(response, channel);
                } finally {
                    release(transaction);
                }
            }
        } catch (ParseException | IOException e) {
            LOG.debug("JAIN-SIP cannot take a response: {}", e.getMessage());
        }
    }

    /** Where it really came from (RFC 3261 §18.2.1, RFC 3581 §4). */
    private static void note(Via via, Flow source) throws ParseException {
        via.setReceived(source.host());
        if (via.hasParameter(Via.RPORT)) {
            via.setParameter(Via.RPORT, Integer.toString(source.port()));
        }
    }

    private static void locate(SIPMessage message, Channel channel, Flow source) throws IOException {
        InetAddress address = InetAddress.getByName(source.host());
        message.setRemoteAddress(address);
        message.setRemotePort(source.port());
        message.setLocalAddress(channel.getMessageProcessor().getIpAddress());
        message.setLocalPort(channel.getPort());
        message.setPeerPacketSourceAddress(address);
        message.setPeerPacketSourcePort(source.port());
    }

    /** JAIN-SIP lets one thread at a time into a transaction; unless it has passed that on, the door is opened here. */
    private static void release(Object transaction) {
        if (transaction instanceof SIPTransaction entered && !entered.passToListener()) {
            entered.releaseSem();
        }
    }
}
