package imc.sip.jain.internal;

import gov.nist.javax.sip.ListeningPointImpl;
import java.util.Arrays;
import java.util.TooManyListenersException;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.ListeningPoint;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.Transaction;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionUnavailableException;
import javax.sip.header.CallIdHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** JAIN-SIP's provider as one bundle sees it, which shares it with others: where we listen is not its to say. */
record Provider(SipProvider jain, long bundle, Dialogs dialogs) implements SipProvider {

    private static UnsupportedOperationException shared() {
        return new UnsupportedOperationException("the SIP stack is shared, and belongs to the bundle imc.sip.jain");
    }

    @Override
    public void addSipListener(SipListener listener) throws TooManyListenersException {
        throw new TooManyListenersException("register the SipListener as a service with the property "
                + Applications.METHOD);
    }

    @Override
    public void removeSipListener(SipListener listener) {
        throw shared();
    }

    @Override
    public SipStack getSipStack() {
        throw shared();
    }

    /** The first; null while there is none. */
    @Override
    public ListeningPoint getListeningPoint() {
        ListeningPoint[] all = getListeningPoints();
        return all.length == 0 ? null : all[0];
    }

    @Override
    public ListeningPoint[] getListeningPoints() {
        return Arrays.stream(jain.getListeningPoints()).filter(Provider::isOpen).toArray(ListeningPoint[]::new);
    }

    private static boolean isOpen(ListeningPoint point) {
        return !((Point) ((ListeningPointImpl) point).getMessageProcessor()).open().isEmpty();
    }

    @Override
    public ListeningPoint getListeningPoint(String transport) {
        ListeningPoint point = jain.getListeningPoint(transport);
        return point == null || !isOpen(point) ? null : point;
    }

    @Override
    public void setListeningPoint(ListeningPoint point) {
        throw shared();
    }

    @Override
    public void addListeningPoint(ListeningPoint point) {
        throw shared();
    }

    @Override
    public void removeListeningPoint(ListeningPoint point) {
        throw shared();
    }

    @Override
    public CallIdHeader getNewCallId() {
        return jain.getNewCallId();
    }

    @Override
    public ClientTransaction getNewClientTransaction(Request request) throws TransactionUnavailableException {
        ClientTransaction client = jain.getNewClientTransaction(request);
        dialogs.belongs(client, bundle);
        return client;
    }

    @Override
    public ServerTransaction getNewServerTransaction(Request request)
            throws TransactionAlreadyExistsException, TransactionUnavailableException {
        return jain.getNewServerTransaction(request);
    }

    @Override
    public void sendRequest(Request request) throws SipException {
        jain.sendRequest(request);
    }

    @Override
    public void sendResponse(Response response) throws SipException {
        jain.sendResponse(response);
    }

    @Override
    public Dialog getNewDialog(Transaction transaction) throws SipException {
        return jain.getNewDialog(transaction);
    }

    @Override
    public void setAutomaticDialogSupportEnabled(boolean enabled) {
        throw shared();
    }
}
