package imc.sip.internal.fanout;

import imc.api.sip.SharedRequest;
import imc.api.sip.SipHeaders;
import imc.sip.internal.route.NextHop;
import imc.sip.internal.wire.Product;
import imc.sip.internal.wire.Tokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What goes out: the tail that all copies share, encoded once, and the head of each copy. No Contact, because what goes
 * to many makes no dialog (of a MESSAGE, RFC 3428 §4).
 */
final class EncodedRequest {

    /** A head without its method and its URIs: the names of its headers, and the longest Via, tag and Call-ID. */
    private static final int FIXED_HEAD = 272;
    private static final String VERSION = " SIP/2.0\r\n";
    private static final String ROUTE = "Route: ";
    private static final byte[] VIA = bytes("Via: ");

    /** Of every request, behind the method in its CSeq. */
    private static final String SAME_HEADERS = "\r\nSupported: " + Product.TOKEN + "\r\nUser-Agent: " + Product.TOKEN
            + "\r\n";

    private final String fromTag = Tokens.next();
    private final String callId = Tokens.next();
    private final String method;
    private final byte[] start;
    private final byte[] middle;
    private final byte[] tail;
    private final byte[] callIdStart;
    private final int fixedLength;

    EncodedRequest(SharedRequest request) {
        this.method = request.method();
        this.start = bytes(method + ' ');
        this.middle = bytes(";rport\r\nMax-Forwards: 70\r\nFrom: <" + request.from() + ">;tag=" + fromTag
                + "\r\nTo: <");
        this.tail = tail(request);
        this.callIdStart = bytes(">\r\nCall-ID: " + callId + '-');
        this.fixedLength = FIXED_HEAD + start.length + request.from().toString().length() + tail.length;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tail(SharedRequest request) {
        StringBuilder text = new StringBuilder(256);
        text.append("\r\nCSeq: 1 ").append(request.method()).append(SAME_HEADERS);
        for (SipHeaders.Field header : request.headers().fields()) {
            line(text, header.name(), header.value());
        }
        byte[] body = request.content().bytes();
        if (body.length > 0) {
            line(text, "Content-Type", request.content().type());
        }
        line(text, "Content-Length", Integer.toString(body.length));
        byte[] headers = bytes(text.append("\r\n").toString());
        byte[] tail = Arrays.copyOf(headers, headers.length + body.length);
        System.arraycopy(body, 0, tail, headers.length, body.length);
        return tail;
    }

    String method() {
        return method;
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
     * What a copy begins with behind its method, up to its branch.
     *
     * @param via as {@code Route.via(String, String)}
     */
    static byte[] head(NextHop hop, byte[] via) {
        byte[] line = bytes(hop.requestUri() + VERSION + (hop.route().isEmpty() ? "" : ROUTE + hop.route() + "\r\n"));
        byte[] head = Arrays.copyOf(line, line.length + VIA.length + via.length);
        System.arraycopy(VIA, 0, head, line.length, VIA.length);
        System.arraycopy(via, 0, head, line.length + VIA.length, via.length);
        return head;
    }

    /** Writes the method, with which every copy begins. */
    void writeStart(ByteBuffer copy) {
        copy.put(start);
    }

    int startLength() {
        return start.length;
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
