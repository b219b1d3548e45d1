package imc.transport.sip.internal.uas;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipResponse;
import imc.transport.sip.internal.uac.Tokens;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;

/**
 * A response: the headers of its transaction as JAIN-SIP writes them, and further ones as they are given.
 */
final class Reply extends SIPResponse {

    private static final long serialVersionUID = 1L;
    private static final List<String> OF_THE_TRANSACTION = List.of("Via", "From", "To", "Call-ID", "CSeq");

    private final transient SipHeaders further;

    private Reply(SipHeaders further) {
        this.further = further;
    }

    /** The response to a request, with a tag in To (RFC 3261 §8.2.6.2). */
    static Reply to(SIPRequest request, SipResponse response) throws ParseException {
        Reply reply = new Reply(response.headers());
        reply.setStatusCode(response.status());
        reply.setReasonPhrase(phrase(response));
        for (String name : OF_THE_TRANSACTION) {
            reply.setHeader((SIPHeader) ((SIPHeader) request.getHeader(name)).clone());
        }
        // getHeader gives the topmost Via alone; all of them go back (RFC 3261 §8.2.6.2).
        reply.setVia((List<?>) request.getViaHeaders().clone());
        if (reply.getToTag() == null) {
            reply.setToTag(Tokens.next());
        }
        return reply;
    }

    static String phrase(SipResponse response) {
        return response.reason() == null ? ReasonPhrases.of(response.status()) : clean(response.reason());
    }

    @Override
    public byte[] encodeAsBytes(String transport) {
        String usual = super.encode();
        StringBuilder text = new StringBuilder(usual.length() + 128).append(usual, 0, usual.indexOf("\r\n\r\n") + 2);
        for (SipHeaders.Field field : further.fields()) {
            text.append(field.name()).append(": ").append(clean(field.value())).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A line end would begin a header of somebody else's choice. */
    static String clean(String value) {
        return value.replaceAll("\\p{Cntrl}", " ");
    }
}
