package imc.sip.jain.internal;

import gov.nist.javax.sip.Utils;
import gov.nist.javax.sip.header.AllowEvents;
import gov.nist.javax.sip.header.RetryAfter;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.Set;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.TransactionState;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests that no application gets, or that one has failed with. */
final class Refusing {

    private static final Logger LOG = LoggerFactory.getLogger(Refusing.class);
    /** Soon: whoever is missing is being updated. */
    static final int RETRY_AFTER_SECONDS = 5;

    /** In its transaction, unless it has been answered. */
    void refuse(ServerTransaction server, Request request, int status) {
        send(server, ((SIPRequest) request).createResponse(status));
    }

    /**
     * Nobody answers it.
     *
     * @param events the event packages that there are for its method: then it is about none of these (RFC 6665 §8.3.2)
     */
    void unhandled(ServerTransaction server, Request request, Set<String> events) {
        SIPResponse response = ((SIPRequest) request).createResponse(
                events.isEmpty() ? Response.SERVICE_UNAVAILABLE : Response.BAD_EVENT);
        try {
            for (String event : events) {
                response.addHeader(new AllowEvents(event));
            }
            if (events.isEmpty()) { // it has gone just now
                response.addHeader(retryAfter());
            }
        } catch (InvalidArgumentException e) {
            LOG.debug("A refusal without its reason", e);
        }
        send(server, response);
    }

    private static RetryAfter retryAfter() throws InvalidArgumentException {
        RetryAfter retryAfter = new RetryAfter();
        retryAfter.setRetryAfter(RETRY_AFTER_SECONDS);
        return retryAfter;
    }

    private static void send(ServerTransaction server, SIPResponse response) {
        TransactionState state = server == null ? null : server.getState();
        if (state == null || state == TransactionState.COMPLETED || state == TransactionState.TERMINATED) {
            return; // an ACK, or answered
        }
        try {
            if (response.getTo().getTag() == null) {
                response.getTo().setTag(Utils.getInstance().generateTag());
            }
            server.sendResponse(response);
        } catch (SipException | InvalidArgumentException | ParseException e) {
            LOG.debug("A refusal did not get out", e);
        }
    }
}
