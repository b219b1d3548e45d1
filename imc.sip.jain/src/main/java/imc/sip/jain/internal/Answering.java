package imc.sip.jain.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPServerTransactionImpl;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import javax.sip.TransactionState;
import javax.sip.message.Request;

/**
 * A server transaction that answers by the way on which its request came, and knows its request for as long over a
 * stream as over UDP. The RFC has Timer J fire at once there (RFC 3261 §17.2.2), because nothing is retransmitted; but
 * who has lost a connection before the answer came sends the same request again over another one, and means it once.
 */
final class Answering extends SIPServerTransactionImpl {

    private final Load load;
    /** Who sends a response just now. */
    private volatile Thread sending;
    private boolean isCounted;

    Answering(SIPTransactionStack stack, Inbound channel, Load load) {
        super(stack, channel);
        this.load = load;
    }

    private int length() {
        return getMessageChannel() instanceof Inbound inbound ? inbound.length() : 0;
    }

    /** It is kept from now on. */
    synchronized void kept() {
        if (!isCounted) {
            isCounted = true;
            load.begun(length());
        }
    }

    /** It is kept no longer. */
    synchronized void over() {
        if (isCounted) {
            isCounted = false;
            load.ended(length());
        }
    }

    /** What JAIN-SIP sends over a reliable transport goes back by its channel, and everything shall. */
    @Override
    public boolean isReliable() {
        return Thread.currentThread() == sending || Request.INVITE.equals(getMethod()) && super.isReliable();
    }

    @Override
    protected void sendResponse(SIPResponse response) throws IOException {
        sending = Thread.currentThread();
        try {
            super.sendResponse(response);
        } finally {
            sending = null;
        }
    }

    @Override
    public void resendLastResponseAsBytes() throws IOException {
        sending = Thread.currentThread();
        try {
            super.resendLastResponseAsBytes();
        } finally {
            sending = null;
        }
    }

    /** A retransmission is answered over the connection by which it came. */
    @Override
    public void processRequest(SIPRequest request, MessageChannel source) {
        if (request.getMethod().equals(getMethod()) && source != getMessageChannel()) {
            over(); // of the other length
            setEncapsulatedChannel(source);
            kept();
        }
        super.processRequest(request, source);
    }

    @Override
    public void setState(int state) {
        super.setState(state);
        if (state == TransactionState._TERMINATED) {
            over();
        }
    }
}
