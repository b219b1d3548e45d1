package imc.sip.jain.internal;

import gov.nist.core.Host;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import imc.api.sip.SentBy;
import imc.api.sip.TransportKind;
import java.io.IOException;
import java.text.ParseException;
import javax.sip.InvalidArgumentException;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;

/** Says in a message by which of our addresses its receiver gets at us (RFC 3261 §18.1.1). */
final class OwnAddress {

    private OwnAddress() {
    }

    /**
     * Writes it into the topmost Via of a request, and into each Contact that names none in particular.
     *
     * @throws IOException where JAIN-SIP does not take it
     */
    static void write(SIPMessage message, SentBy own) throws IOException {
        try {
            if (message instanceof SIPRequest) {
                Via via = message.getTopmostVia();
                via.setTransport(TransportKind.of(own.transport()).viaToken());
                via.setHost(new Host(own.host()));
                via.setPort(own.port());
            }
            contacts(message, own);
        } catch (ParseException | InvalidArgumentException e) {
            throw new IOException("JAIN-SIP does not take " + own, e);
        }
    }

    private static void contacts(SIPMessage message, SentBy own) throws ParseException {
        if (message.getContactHeaders() == null) {
            return;
        }
        for (ContactHeader contact : message.getContactHeaders()) {
            if (contact.getAddress() != null && contact.getAddress().getURI() instanceof SipURI uri
                    && isAny(uri.getHost()) && !isAny(own.host())) {
                uri.setHost(own.host().indexOf(':') < 0 ? own.host() : '[' + own.host() + ']');
                uri.setPort(own.port());
                uri.setTransportParam(own.transport());
            }
        }
    }

    private static boolean isAny(String host) {
        return host.equals(Point.ANY) || host.equals("[::]") || host.equals("[0:0:0:0:0:0:0:0]");
    }
}
