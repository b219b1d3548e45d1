package imc.transport.sip.internal.uas;

import gov.nist.javax.sip.message.SIPRequest;
import imc.api.sip.Flow;
import imc.api.sip.SipResponse;
import imc.transport.sip.internal.stack.RawMessage;
import java.io.IOException;
import java.text.ParseException;
import java.util.Locale;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request in a server transaction of JAIN-SIP, which answers its retransmissions (RFC 3261 §17.2.2). */
final class JainRequest extends InboundRequest {

    private static final Logger LOG = LoggerFactory.getLogger(JainRequest.class);

    private final RawMessage raw;
    private final SIPRequest request;
    private final SipProvider provider;
    private final ServerTransaction transaction;

    JainRequest(RequestEvent event) {
        this.raw = (RawMessage) ((SIPRequest) event.getRequest()).getApplicationData();
        this.request = (SIPRequest) event.getRequest();
        this.provider = (SipProvider) event.getSource();
        this.transaction = transaction(event);
    }

    private ServerTransaction transaction(RequestEvent event) {
        if (event.getServerTransaction() != null || request.getMethod().equals("ACK")) {
            return event.getServerTransaction();
        }
        try {
            return provider.getNewServerTransaction(request);
        } catch (SipException e) {
            LOG.debug("{} is answered without a transaction: {}", raw().firstLine(), e.getMessage());
            return null;
        }
    }

    @Override
    RawMessage raw() {
        return raw;
    }

    @Override
    String method() {
        return raw.method();
    }

    /** What JAIN-SIP's transactions are matched by. */
    SIPRequest message() {
        return request;
    }

    @Override
    Flow source() {
        String transport = request.getTopmostVia().getTransport().toLowerCase(Locale.ROOT);
        return new Flow(transport, request.getRemoteAddress().getHostAddress(), request.getRemotePort());
    }

    @Override
    void send(SipResponse response) {
        try {
            Reply reply = Reply.to(request, response);
            if (transaction == null) {
                provider.sendResponse(reply);
            } else {
                transaction.sendResponse(reply);
            }
        } catch (SipException | InvalidArgumentException | ParseException e) {
            Throwable cause = e.getCause() instanceof IOException ? e.getCause() : e;
            LOG.debug("The answer {} did not get out to {}", response.status(), source(), cause);
        } catch (RuntimeException e) {
            LOG.warn("The answer {} did not get out to {}", response.status(), source(), e);
        }
    }
}
