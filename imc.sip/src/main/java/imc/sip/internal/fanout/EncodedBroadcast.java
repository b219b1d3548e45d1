package imc.sip.internal.fanout;

import imc.api.SipAddress;
import imc.api.transport.Broadcast;
import imc.sip.internal.route.NextHop;
import imc.sip.internal.wire.Product;
import imc.sip.internal.wire.Tokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What goes out: the tail that all copies share, encoded once, and the head of each copy. No Contact, because a
 * MESSAGE makes no dialog (RFC 3428 §4).
 */
final class EncodedBroadcast {

    /** A head without its URIs: the names of its headers, and the longest Via, tag and Call-ID. */
    private static final int FIXED_HEAD = 280;
    private static final byte[] MESSAGE = bytes("MESSAGE ");
    private static final String VERSION = " SIP/2.0\r\n";
    private static final String ROUTE = "Route: ";
    private static final byte[] VIA = bytes("Via: ");

    /** Of every message, behind its Call-ID. */
    private static final byte[] SAME_HEADERS = bytes("\r\nCSeq: 1 MESSAGE\r\nSupported: " + Product.TOKEN
            + "\r\nUser-Agent: " + Product.TOKEN + "\r\n");

    private final String fromTag = Tokens.next();
    private final String callId = Tokens.next();
    private final byte[] middle;
    private final byte[] tail;
    private final byte[] callIdStart;
    private final int fixedLength;

    EncodedBroadcast(Broadcast broadcast, String extraHeaders) {
        this.middle = bytes(";rport\r\nMax-Forwards: 70\r\nFrom: <" + broadcast.from() + ">;tag=" + fromTag
                + "\r\nTo: <");
        this.tail = tail(broadcast, extraHeaders);
        this.callIdStart = bytes(">\r\nCall-ID: " + callId + '-');
        this.fixedLength = FIXED_HEAD + broadcast.from().toString().length() + tail.length;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tail(Broadcast broadcast, String extraHeaders) {
        StringBuilder text = new StringBuilder(160);
        broadcast.headers().forEach((name, value) -> line(text, name, value));
        byte[] body = broadcast.content().bytes();
        if (body.length > 0) {
            line(text, "Content-Type", broadcast.content().type());
        }
        line(text, "Content-Length", Integer.toString(body.length));
        text.append(extraHeaders).append("\r\n");
        byte[] headers = bytes(text.toString());
        byte[] tail = Arrays.copyOf(SAME_HEADERS, SAME_HEADERS.length + headers.length + body.length);
        System.arraycopy(headers, 0, tail, SAME_HEADERS.length, headers.length);
        System.arraycopy(body, 0, tail, SAME_HEADERS.length + headers.length, body.length);
        return tail;
    }

    /** A line end inside a value would begin a header, or the body, of somebody else's choice. */
    private static void line(StringBuilder text, String name, String value) {
        int start = text.append(name).append(": ").length();
        text.append(value);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7F) {
                text.setCharAt(start + i, ' ');
            }
        }
        text.append("\r\n");
    }

    /** How many bytes of it all copies share. */
    int sharedLength() {
        return tail.length + middle.length;
    }

    /**
     * What a copy begins with, up to its branch.
     *
     * @param via as {@code Route.via(String, String)}
     */
    static byte[] head(NextHop hop, byte[] via) {
        byte[] line = bytes(hop.requestUri() + VERSION + (hop.route().isEmpty() ? "" : ROUTE + hop.route() + "\r\n"));
        byte[] head = Arrays.copyOf(MESSAGE, MESSAGE.length + line.length + VIA.length + via.length);
        System.arraycopy(line, 0, head, MESSAGE.length, line.length);
        System.arraycopy(VIA, 0, head, MESSAGE.length + line.length, VIA.length);
        System.arraycopy(via, 0, head, MESSAGE.length + line.length + VIA.length, via.length);
        return head;
    }

    /** How long the part of a copy behind its branch is; as {@link #writeRest}. */
    int restLength(byte[] to, int place, int contact) {
        return middle.length + to.length + callIdStart.length + digits(place) + (contact == 0 ? 0 : 1 + digits(contact))
                + tail.length;
    }

    private static int digits(int number) {
        int digits = 1;
        for (int rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /**
     * Writes the part of a copy behind its branch.
     *
     * @param to      the receiver's address
     * @param place   the receiver's place among all
     * @param contact which of the receiver's contacts gets it
     */
    void writeRest(byte[] to, int place, int contact, ByteBuffer copy) {
        copy.put(middle).put(to).put(callIdStart);
        writeNumber(place, copy);
        if (contact != 0) {
            copy.put((byte) '-');
            writeNumber(contact, copy);
        }
        copy.put(tail);
    }

    private static void writeNumber(int number, ByteBuffer copy) {
        if (number >= 10) {
            writeNumber(number / 10, copy);
        }
        copy.put((byte) ('0' + number % 10));
    }

    /** The length of a copy in bytes, at most a little above what it will be: branch and Via are not known yet. */
    int length(byte[] receiver, NextHop hop) {
        return fixedLength + hop.requestUri().length() + hop.route().length() + receiver.length;
    }
}
