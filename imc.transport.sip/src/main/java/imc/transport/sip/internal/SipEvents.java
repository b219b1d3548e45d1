package imc.transport.sip.internal;

import imc.transport.sip.internal.uac.ClientTransactions;
import imc.transport.sip.internal.uas.Requests;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;

/** Takes JAIN-SIP's events to the server's side and to the client's. */
record SipEvents(Requests requests, ClientTransactions transactions) implements SipListener {

    @Override
    public void processRequest(RequestEvent event) {
        requests.received(event);
    }

    @Override
    public void processResponse(ResponseEvent event) {
        transactions.answered(event);
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()) {
            transactions.timedOut(event);
        }
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        // Transactions report what concerns them.
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        // Nothing is kept for a transaction that is over.
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        // There are no dialogs.
    }
}
