package imc.run.extension;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.ListeningPoint;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The whole of a bundle that is an application of JAIN-SIP: who subscribes to {@code mood} is told one at once and,
 * each time that somebody MESSAGEs another, that. Whoever has subscribed is told when it goes.
 */
@Component(property = {"sip.method=SUBSCRIBE", "sip.method=MESSAGE", "sip.event=mood"})
public class Dialogs implements SipListener {

    private final Set<Dialog> watching = ConcurrentHashMap.newKeySet();
    private final SipProvider provider;
    private final MessageFactory messages;
    private final HeaderFactory headers;
    private final AddressFactory addresses;
    private volatile String mood = "fair";

    @Activate
    public Dialogs(@Reference SipProvider provider, @Reference MessageFactory messages,
            @Reference HeaderFactory headers, @Reference AddressFactory addresses) {
        this.provider = provider;
        this.messages = messages;
        this.headers = headers;
        this.addresses = addresses;
    }

    @Deactivate
    void close() {
        watching.forEach(dialog -> tell(dialog, "terminated"));
    }

    @Override
    public void processRequest(RequestEvent event) {
        try {
            Request request = event.getRequest();
            Response answer = messages.createResponse(200, request);
            if (((ToHeader) answer.getHeader(ToHeader.NAME)).getTag() == null) {
                ((ToHeader) answer.getHeader(ToHeader.NAME)).setTag(Integer.toHexString(event.hashCode()));
            }
            if (request.getMethod().equals(Request.MESSAGE)) {
                event.getServerTransaction().sendResponse(answer);
                mood = new String(request.getRawContent());
                watching.forEach(dialog -> tell(dialog, "active"));
                return;
            }
            boolean ends = request.getExpires() != null && request.getExpires().getExpires() == 0;
            answer.addHeader(headers.createExpiresHeader(ends ? 0 : 600));
            ListeningPoint point = provider.getListeningPoint(
                    ((ViaHeader) request.getHeader(ViaHeader.NAME)).getTransport());
            SipURI contact = addresses.createSipURI("mood", point.getIPAddress());
            contact.setPort(point.getPort());
            contact.setTransportParam(point.getTransport());
            answer.addHeader(headers.createContactHeader(addresses.createAddress(contact)));
            event.getServerTransaction().sendResponse(answer);
            watching.add(event.getDialog());
            tell(event.getDialog(), ends ? "terminated" : "active");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void tell(Dialog dialog, String state) {
        try {
            Request notify = dialog.createRequest(Request.NOTIFY);
            notify.setHeader(headers.createEventHeader("mood"));
            notify.setHeader(headers.createSubscriptionStateHeader(state));
            notify.setContent(mood, headers.createContentTypeHeader("text", "plain"));
            dialog.sendRequest(provider.getNewClientTransaction(notify));
            if (state.equals("terminated")) {
                watching.remove(dialog);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        // A NOTIFY has arrived.
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()) {
            watching.remove(event.getClientTransaction().getDialog());
        }
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        // It times out.
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        // Nothing is kept for it.
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        watching.remove(event.getDialog());
    }
}
