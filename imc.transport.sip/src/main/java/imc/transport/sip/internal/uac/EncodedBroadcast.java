package imc.transport.sip.internal.uac;

import imc.api.SipAddress;
import imc.api.transport.Broadcast;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What goes out: the tail that all copies share, encoded once, and the head of each copy. No Contact, because a
 * MESSAGE makes no dialog (RFC 3428 §4).
 */
final class EncodedBroadcast {

    /** A head without its URIs: the names of its headers, and the longest Via, tag and Call-ID. */
    private static final int FIXED_HEAD = 280;

    private final Broadcast broadcast;
    private final String fromTag = Tokens.next();
    private final String callId = Tokens.next();
    private final byte[] tail;

    EncodedBroadcast(Broadcast broadcast, String extraHeaders) {
        this.broadcast = broadcast;
        this.tail = tail(broadcast, extraHeaders);
    }

    private static byte[] tail(Broadcast broadcast, String extraHeaders) {
        StringBuilder text = new StringBuilder(256);
        line(text, "Supported", Product.TOKEN);
        line(text, "User-Agent", Product.TOKEN);
        broadcast.headers().forEach((name, value) -> line(text, name, value));
        byte[] body = broadcast.content().bytes();
        if (body.length > 0) {
            line(text, "Content-Type", broadcast.content().type());
        }
        line(text, "Content-Length", Integer.toString(body.length));
        text.append(extraHeaders).append("\r\n");
        ByteArrayOutputStream tail = new ByteArrayOutputStream(text.length() + body.length + 16);
        tail.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
        tail.writeBytes(body);
        return tail.toByteArray();
    }

    /** A line end inside a value would begin a header, or the body, of somebody else's choice. */
    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            text.append(c < ' ' && c != '\t' || c == 0x7F ? ' ' : c);
        }
        text.append("\r\n");
    }

    /** One more Call-ID for each receiver and contact, so that no two copies are taken for one. */
    String callId(int receiver, int contact) {
        return callId + '-' + receiver + (contact == 0 ? "" : "-" + contact);
    }

    /**
     * A whole copy.
     *
     * @param sentBy host and port of the Via
     */
    byte[] copy(SipAddress receiver, NextHop hop, String sentBy, String branch, String id) {
        String head = "MESSAGE " + hop.requestUri() + " SIP/2.0\r\n"
                + "Via: SIP/2.0/" + hop.transport().toUpperCase(Locale.ROOT) + ' ' + sentBy + ";branch=" + branch
                + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <" + broadcast.from() + ">;tag=" + fromTag + "\r\n"
                + "To: <" + receiver + ">\r\n"
                + "Call-ID: " + id + "\r\n"
                + "CSeq: 1 MESSAGE\r\n";
        byte[] first = head.getBytes(StandardCharsets.UTF_8);
        byte[] copy = new byte[first.length + tail.length];
        System.arraycopy(first, 0, copy, 0, first.length);
        System.arraycopy(tail, 0, copy, first.length, tail.length);
        return copy;
    }

    /** The length of a copy in bytes, at most a little above what it will be: branch and Via are not known yet. */
    int length(SipAddress receiver, NextHop hop) {
        return FIXED_HEAD + hop.requestUri().length() + receiver.toString().length()
                + broadcast.from().toString().length() + tail.length;
    }
}
