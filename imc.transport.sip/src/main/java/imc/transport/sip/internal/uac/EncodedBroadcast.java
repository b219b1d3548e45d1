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
    private static final byte[] MESSAGE = bytes("MESSAGE ");
    private static final byte[] VERSION = bytes(" SIP/2.0\r\nVia: ");
    private static final byte[] CALL_ID = bytes(">\r\nCall-ID: ");

    private final Broadcast broadcast;
    private final String fromTag = Tokens.next();
    private final String callId = Tokens.next();
    private final byte[] middle;
    private final byte[] tail;

    EncodedBroadcast(Broadcast broadcast, String extraHeaders) {
        this.broadcast = broadcast;
        this.middle = bytes(";rport\r\nMax-Forwards: 70\r\nFrom: <" + broadcast.from() + ">;tag=" + fromTag
                + "\r\nTo: <");
        this.tail = tail(broadcast, extraHeaders);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The Via header's value up to its branch; streams may be used for requests to us, too (RFC 5923 §5). */
    static byte[] via(String transport, String sentBy) {
        return bytes("SIP/2.0/" + transport.toUpperCase(Locale.ROOT) + ' ' + sentBy
                + (transport.equals("udp") ? "" : ";alias") + ";branch=");
    }

    private static byte[] tail(Broadcast broadcast, String extraHeaders) {
        StringBuilder text = new StringBuilder(256).append("\r\nCSeq: 1 MESSAGE\r\n");
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
     * @param via    as {@link #via}
     * @param branch the Via's branch
     */
    byte[] copy(SipAddress receiver, String requestUri, byte[] via, byte[] branch, String id) {
        byte[] uri = bytes(requestUri);
        byte[] to = bytes(receiver.toString());
        byte[] call = bytes(id);
        byte[] copy = new byte[MESSAGE.length + uri.length + VERSION.length + via.length + branch.length
                + middle.length + to.length + CALL_ID.length + call.length + tail.length];
        int at = append(copy, 0, MESSAGE);
        at = append(copy, at, uri);
        at = append(copy, at, VERSION);
        at = append(copy, at, via);
        at = append(copy, at, branch);
        at = append(copy, at, middle);
        at = append(copy, at, to);
        at = append(copy, at, CALL_ID);
        at = append(copy, at, call);
        append(copy, at, tail);
        return copy;
    }

    private static int append(byte[] copy, int at, byte[] part) {
        System.arraycopy(part, 0, copy, at, part.length);
        return at + part.length;
    }

    /** The length of a copy in bytes, at most a little above what it will be: branch and Via are not known yet. */
    int length(SipAddress receiver, NextHop hop) {
        return FIXED_HEAD + hop.requestUri().length() + receiver.toString().length()
                + broadcast.from().toString().length() + tail.length;
    }
}
