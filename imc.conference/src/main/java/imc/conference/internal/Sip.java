package imc.conference.internal;

import imc.api.SipAddress;
import java.text.ParseException;
import java.util.Iterator;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.header.AcceptHeader;
import javax.sip.header.EventHeader;
import javax.sip.header.HeaderAddress;
import javax.sip.header.HeaderFactory;
import javax.sip.header.SubscriptionStateHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Reads and writes what goes by JAIN-SIP. */
final class Sip {

    private final SipProvider provider;
    private final MessageFactory messages;
    private final HeaderFactory headers;
    private final AddressFactory addresses;

    Sip(SipProvider provider, MessageFactory messages, HeaderFactory headers, AddressFactory addresses) {
        this.provider = provider;
        this.messages = messages;
        this.headers = headers;
        this.addresses = addresses;
    }

    /** Who has sent a request: whom a filter has found out, else whom it says. */
    static SipAddress user(Request request) {
        HeaderAddress who = request.getHeader("P-Asserted-Identity") instanceof HeaderAddress asserted ? asserted
                : (HeaderAddress) request.getHeader("From");
        return SipAddress.parse(who.getAddress().getURI().toString());
    }

    /** Whether whoever asks can read what we send (RFC 4575 §3.5). */
    static boolean isAccepted(Request request) {
        Iterator<?> accepted = request.getHeaders(AcceptHeader.NAME);
        boolean none = true;
        while (accepted.hasNext()) {
            none = false;
            AcceptHeader accept = (AcceptHeader) accepted.next();
            String type = String.valueOf(accept.getContentType());
            String subtype = String.valueOf(accept.getContentSubType());
            if (type.equals("*") || type.equalsIgnoreCase(ConferenceInfo.TYPE)
                    && (subtype.equals("*") || subtype.equalsIgnoreCase(ConferenceInfo.SUBTYPE))) {
                return true;
            }
        }
        return none;
    }

    /** An answer that refuses. */
    Response refusal(Request request, int status) throws ParseException {
        return tagged(messages.createResponse(status, request));
    }

    private static Response tagged(Response response) throws ParseException {
        ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
        if (to.getTag() == null) {
            to.setTag(Tags.next());
        }
        return response;
    }

    /** An answer that accepts, for so many seconds. */
    Response acceptance(Request request, int seconds) throws ParseException, InvalidArgumentException {
        Response response = tagged(messages.createResponse(Response.OK, request));
        response.addHeader(headers.createExpiresHeader(seconds));
        String transport = ((ViaHeader) request.getHeader(ViaHeader.NAME)).getTransport();
        ListeningPoint point = provider.getListeningPoint(transport);
        String user = request.getRequestURI() instanceof SipURI uri ? uri.getUser() : null;
        SipURI contact = addresses.createSipURI(user, point.getIPAddress());
        contact.setPort(point.getPort());
        contact.setTransportParam(point.getTransport());
        response.addHeader(headers.createContactHeader(addresses.createAddress(contact)));
        return response;
    }

    /** Says how long it would have to be (RFC 6665 §4.2.1.1). */
    Response tooBrief(Request request, int seconds) throws ParseException, InvalidArgumentException {
        Response response = refusal(request, Response.INTERVAL_TOO_BRIEF);
        response.addHeader(headers.createMinExpiresHeader(seconds));
        return response;
    }

    /** Says when to try again. */
    Response unavailable(Request request, int seconds) throws ParseException, InvalidArgumentException {
        Response response = refusal(request, Response.SERVICE_UNAVAILABLE);
        response.addHeader(headers.createRetryAfterHeader(seconds));
        return response;
    }

    void answer(ServerTransaction server, Response response) throws SipException, InvalidArgumentException {
        server.sendResponse(response);
    }

    /**
     * The dialog of a subscription.
     *
     * @param subscribe by which it began
     */
    Line line(Dialog dialog, Request subscribe) {
        EventHeader event = (EventHeader) subscribe.getHeader(EventHeader.NAME);
        String id = event.getEventId();
        return new Line() {
            @Override
            public void notify(String state, String body) throws SipException {
                try {
                    send(dialog, id, state, body);
                } catch (ParseException e) {
                    throw new SipException("a NOTIFY that cannot be written", e);
                }
            }

            @Override
            public void end() {
                dialog.delete();
            }
        };
    }

    private void send(Dialog dialog, String id, String state, String body) throws SipException, ParseException {
        Request notify = dialog.createRequest(Request.NOTIFY);
        EventHeader event = headers.createEventHeader(ConferenceEvents.PACKAGE);
        if (id != null) {
            event.setEventId(id);
        }
        notify.setHeader(event);
        int semicolon = state.indexOf(';');
        SubscriptionStateHeader header = headers.createSubscriptionStateHeader(state.substring(0, semicolon));
        int equals = state.indexOf('=');
        header.setParameter(state.substring(semicolon + 1, equals), state.substring(equals + 1));
        notify.setHeader(header);
        if (!body.isEmpty()) {
            notify.setContent(body, headers.createContentTypeHeader(ConferenceInfo.TYPE, ConferenceInfo.SUBTYPE));
        }
        ClientTransaction client = provider.getNewClientTransaction(notify);
        client.setApplicationData(dialog.getApplicationData());
        dialog.sendRequest(client);
    }
}
