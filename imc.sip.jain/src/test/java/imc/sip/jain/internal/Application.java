package imc.sip.jain.internal;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.address.AddressFactory;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ToHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** An application as people write them: answers what comes, and remembers what it was told. */
final class Application implements SipListener {

    final BlockingQueue<RequestEvent> requests = new LinkedBlockingQueue<>();
    final BlockingQueue<ResponseEvent> responses = new LinkedBlockingQueue<>();
    final BlockingQueue<TimeoutEvent> timeouts = new LinkedBlockingQueue<>();
    final BlockingQueue<DialogTerminatedEvent> ended = new LinkedBlockingQueue<>();
    final SipProvider provider;
    private final AddressFactory addresses;
    private final HeaderFactory headers;
    private final MessageFactory messages;
    /** What requests are answered; 0 for not at all. */
    volatile int status = 200;
    volatile RuntimeException failure;

    Application(Network network, long bundle) {
        provider = network.service(SipProvider.class, bundle);
        addresses = network.service(AddressFactory.class, bundle);
        headers = network.service(HeaderFactory.class, bundle);
        messages = network.service(MessageFactory.class, bundle);
    }

    @Override
    public void processRequest(RequestEvent event) {
        requests.add(event);
        if (failure != null) {
            throw failure;
        }
        if (status != 0 && event.getServerTransaction() != null) {
            answer(event, status);
        }
    }

    void answer(RequestEvent event, int with) {
        try {
            Response response = messages.createResponse(with, event.getRequest());
            if (((ToHeader) response.getHeader(ToHeader.NAME)).getTag() == null) {
                ((ToHeader) response.getHeader(ToHeader.NAME)).setTag("ours");
            }
            String transport = ((javax.sip.header.ViaHeader) event.getRequest().getHeader("Via")).getTransport();
            var uri = addresses.createSipURI("room", provider.getListeningPoint(transport).getIPAddress());
            uri.setPort(provider.getListeningPoint(transport).getPort());
            response.addHeader(headers.createContactHeader(addresses.createAddress(uri)));
            response.addHeader(headers.createExpiresHeader(600));
            event.getServerTransaction().sendResponse(response);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a NOTIFY in a dialog. */
    void notify(Dialog dialog) throws Exception {
        Request notify = dialog.createRequest(Request.NOTIFY);
        notify.addHeader(headers.createEventHeader("conference"));
        notify.addHeader(headers.createSubscriptionStateHeader("active"));
        dialog.sendRequest(provider.getNewClientTransaction(notify));
    }

    @Override
    public void processResponse(ResponseEvent event) {
        responses.add(event);
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        timeouts.add(event);
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        throw new IllegalStateException("nobody knows whose it is");
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        // Nothing is kept for it.
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        ended.add(event);
    }
}
