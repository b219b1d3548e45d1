package imc.transport.sip.internal.uas;

import gov.nist.javax.sip.message.SIPRequest;
import imc.api.Answer;
import imc.api.sip.Flow;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import imc.transport.sip.internal.stack.RawMessage;
import java.io.IOException;
import java.text.ParseException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request in its server transaction, which answers its retransmissions (RFC 3261 §17.2.2). */
final class InboundRequest {

    private static final Logger LOG = LoggerFactory.getLogger(InboundRequest.class);

    private final SIPRequest request;
    private final RawMessage raw;
    private final SipProvider provider;
    private final ServerTransaction transaction;
    private final Answering answering;
    private final AtomicBoolean answered = new AtomicBoolean();

    InboundRequest(RequestEvent event, Answering answering) {
        this.request = (SIPRequest) event.getRequest();
        this.raw = (RawMessage) request.getApplicationData();
        this.provider = (SipProvider) event.getSource();
        this.transaction = transaction(event);
        this.answering = answering;
    }

    private ServerTransaction transaction(RequestEvent event) {
        if (event.getServerTransaction() != null || request.getMethod().equals("ACK")) {
            return event.getServerTransaction();
        }
        try {
            return provider.getNewServerTransaction(request);
        } catch (SipException e) {
            LOG.debug("{} is answered without a transaction: {}", raw.firstLine(), e.getMessage());
            return null;
        }
    }

    RawMessage raw() {
        return raw;
    }

    SIPRequest message() {
        return request;
    }

    String method() {
        return raw.method();
    }

    Flow source() {
        String transport = request.getTopmostVia().getTransport().toLowerCase(Locale.ROOT);
        return new Flow(transport, request.getRemoteAddress().getHostAddress(), request.getRemotePort());
    }

    SipRequest asSipRequest() {
        return new SipRequest(method(), raw.requestUri(), raw.headers(), raw.body(), source());
    }

    /** Answers; of several answers only the first counts. */
    void answer(SipResponse response) {
        if (answered.compareAndSet(false, true)) {
            Flow peer = source();
            answering.run(peer, () -> send(response, peer));
        }
    }

    /** Answers as the conference server says, with the code and the words in a Reason header (RFC 3326). */
    void answer(Answer answer) {
        SipResponse response = SipResponse.of(answer.status(), answer.phrase());
        if (answer.status() >= 300) {
            String words = answer.text().replace("\\", "\\\\").replace("\"", "\\\"");
            response = response.with("Reason", "imc;cause=" + answer.code() + ";text=\"" + words + '"');
        }
        if (answer.retryAfter() > 0) {
            response = response.with("Retry-After", Integer.toString(answer.retryAfter()));
        }
        answer(response);
    }

    private void send(SipResponse response, Flow peer) {
        try {
            Reply reply = Reply.to(request, response);
            if (transaction == null) {
                provider.sendResponse(reply);
            } else {
                transaction.sendResponse(reply);
            }
        } catch (SipException | InvalidArgumentException | ParseException e) {
            Throwable cause = e.getCause() instanceof IOException ? e.getCause() : e;
            LOG.debug("The answer {} did not get out to {}", response.status(), peer, cause);
        } catch (RuntimeException e) {
            LOG.warn("The answer {} did not get out to {}", response.status(), peer, e);
        }
    }
}
