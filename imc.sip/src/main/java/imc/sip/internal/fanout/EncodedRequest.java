package imc.sip.internal.fanout;

import imc.api.sip.SharedRequest;
import imc.api.sip.SipHeaders;
import imc.sip.internal.route.NextHop;
import imc.sip.internal.wire.OctetText;
import imc.sip.internal.wire.Product;
import imc.sip.internal.wire.Tokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What goes out: the tail that all copies share, encoded once, and the head of each copy. No Contact, because what goes
 * to many makes no dialog (of a MESSAGE, RFC 3428 §4).
 */
final class EncodedRequest {

    /** A head without its method and its URIs: the names of its headers, and the longest Via, tag and Call-ID. */
    private static final int FIXED_HEAD = 272;

    private static final byte[] MESSAGE = bytes("MESSAGE ");
    private static final byte[] BEFORE_FROM = bytes(";rport\r\nMax-Forwards: 70\r\nFrom: <");
    private static final byte[] BEFORE_TAG = bytes(">;tag=");
    private static final byte[] BEFORE_TO = bytes("\r\nTo: <");
    private static final byte[] BEFORE_CALL_ID = bytes(">\r\nCall-ID: ");
    private static final byte[] HYPHEN = bytes("-");
    private static final byte[] BEFORE_METHOD = bytes("\r\nCSeq: 1 ");
    /** Of every request, behind the method in its CSeq. */
    private static final byte[] SAME_HEADERS = bytes("\r\nSupported: " + Product.TOKEN + "\r\nUser-Agent: "
            + Product.TOKEN + "\r\n");
    private static final byte[] CONTENT_TYPE = bytes("Content-Type: ");
    private static final byte[] CONTENT_LENGTH = bytes("Content-Length: ");
    private static final byte[] COLON = bytes(": ");
    private static final byte[] LINE_END = bytes("\r\n");
    /** Of what stands behind the branch, with two tokens and without the receiver. */
    private static final int FIXED_REST = BEFORE_FROM.length + BEFORE_TAG.length + BEFORE_TO.length
            + BEFORE_CALL_ID.length + HYPHEN.length + BEFORE_METHOD.length + SAME_HEADERS.length
            + CONTENT_LENGTH.length + 2 * LINE_END.length + 2 * Tokens.LENGTH;

    private final String method;
    private final byte[] start;
    /** What stands behind the branch up to the receiver, from there to the end of the Call-ID, and the tail. */
    private final byte[] rest;
    private final int middleEnd;
    private final int callIdEnd;
    private final int fixedLength;

    EncodedRequest(SharedRequest request) {
        String from = request.from().toString();
        byte[] body = request.content().bytes();
        this.method = request.method();
        this.start = method.equals("MESSAGE") ? MESSAGE : bytes(method + ' ');
        // Of the tag and the Call-ID each has to be random; that they are the same does nobody any harm.
        String token = Tokens.next();
        OctetText text = new OctetText(length(request, from));
        this.middleEnd = text.add(BEFORE_FROM).add(from).add(BEFORE_TAG).add(token).add(BEFORE_TO).length();
        this.callIdEnd = text.add(BEFORE_CALL_ID).add(token).add(HYPHEN).length();
        text.add(BEFORE_METHOD).add(method).add(SAME_HEADERS);
        for (SipHeaders.Field header : request.headers().fields()) {
            text.add(header.name()).add(COLON).addValue(header.value()).add(LINE_END);
        }
        if (body.length > 0) {
            text.add(CONTENT_TYPE).addValue(request.content().type()).add(LINE_END);
        }
        this.rest = text.add(CONTENT_LENGTH).add(body.length).add(LINE_END).add(LINE_END).add(body).toBytes();
        this.fixedLength = FIXED_HEAD + start.length + from.length() + rest.length - callIdEnd;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** How long the rest will be, where all of it is ASCII. */
    private static int length(SharedRequest request, String from) {
        int body = request.content().bytes().length;
        int length = FIXED_REST + from.length() + request.method().length() + OctetText.digits(body) + body;
        for (SipHeaders.Field header : request.headers().fields()) {
            length += header.name().length() + COLON.length + header.value().length() + LINE_END.length;
        }
        return body == 0 ? length : length + CONTENT_TYPE.length + request.content().type().length() + LINE_END.length;
    }

    String method() {
        return method;
    }

    /** How many bytes of it all copies share. */
    int sharedLength() {
        return rest.length;
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
        return rest.length + to.length + OctetText.digits(place)
                + (contact == 0 ? 0 : 1 + OctetText.digits(contact));
    }

    /**
     * Writes the part of a copy behind its branch.
     *
     * @param to      the receiver's address
     * @param place   the receiver's place among all
     * @param contact which of the receiver's contacts gets it
     */
    void writeRest(byte[] to, int place, int contact, ByteBuffer copy) {
        copy.put(rest, 0, middleEnd).put(to).put(rest, middleEnd, callIdEnd - middleEnd);
        writeNumber(place, copy);
        if (contact != 0) {
            copy.put((byte) '-');
            writeNumber(contact, copy);
        }
        copy.put(rest, callIdEnd, rest.length - callIdEnd);
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
