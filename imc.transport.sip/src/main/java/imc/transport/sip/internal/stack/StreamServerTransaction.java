package imc.transport.sip.internal.stack;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPServerTransactionImpl;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import javax.sip.TransactionState;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server transaction of JAIN-SIP's over a stream that knows its request for as long as one over UDP does. The RFC has
 * Timer J fire at once there (RFC 3261 §17.2.2), because nothing is retransmitted; but who has lost a connection before
 * the answer came sends the same request again over another one, and means it once.
 */
final class StreamServerTransaction extends SIPServerTransactionImpl {

    private static final Logger LOG = LoggerFactory.getLogger(StreamServerTransaction.class);

    private volatile SIPMessage answer;
    /** Timer J has fired. */
    private volatile boolean over;

    StreamServerTransaction(SIPTransactionStack stack, MessageChannel channel) {
        super(stack, channel);
    }

    private boolean isInvite() {
        return Request.INVITE.equals(getMethod());
    }

    @Override
    protected void startTransactionTimerJ(long time) {
        super.startTransactionTimerJ(TIMER_J);
    }

    @Override
    public void fireTimeoutTimer() {
        over = true;
        super.fireTimeoutTimer();
    }

    @Override
    public void setState(int state) {
        boolean lingers = state == TransactionState._TERMINATED && !over && !isInvite();
        super.setState(lingers ? TransactionState._COMPLETED : state);
    }

    @Override
    public void sendMessage(SIPMessage response) throws IOException {
        if (((SIPResponse) response).getStatusCode() >= 200) {
            answer = response;
        }
        super.sendMessage(response);
    }

    /** A retransmission is answered over the connection by which it came. */
    @Override
    public void processRequest(SIPRequest request, MessageChannel source) {
        SIPMessage again = answer;
        if (isInvite() || again == null || !request.getMethod().equals(getMethod())) {
            super.processRequest(request, source);
            return;
        }
        semRelease();
        try {
            source.sendMessage(again);
        } catch (IOException e) {
            LOG.debug("The answer did not get out to {}", source.getPeerHostPort(), e);
        }
    }
}
