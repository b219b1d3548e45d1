package imc.transport.sip.internal.stack;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/** Where one SIP message ends and its body begins (RFC 3261 §18.3, §20.14). */
final class Framing {

    /** The longest first line with all headers, in bytes. */
    static final int MAX_HEAD = 65_536;
    /** The longest body on a stream, in bytes: well above what the conference server takes. */
    static final int MAX_BODY = 2 << 20;

    private Framing() {
    }

    /**
     * Cuts a datagram.
     *
     * @return null for one that holds nothing but line ends (a keep-alive)
     */
    static RawMessage datagram(byte[] data, int length) throws UnreadableException {
        int start = 0;
        while (start < length && (data[start] == '\r' || data[start] == '\n' || data[start] == 0)) {
            start++;
        }
        if (start == length) {
            return null;
        }
        int end = endOfHead(data, start, length);
        byte[] head = Arrays.copyOfRange(data, start, end < 0 ? length : end);
        RawMessage message = RawMessage.of(head, headLength(head), new byte[0]);
        if (end < 0) {
            throw new UnreadableException(400, "The empty line behind the headers is missing", message);
        }
        int there = length - end;
        int announced = contentLength(message, there);
        if (announced > there) {
            throw new UnreadableException(400,
                    "Content-Length is " + announced + " but " + there + " bytes of body came", message);
        }
        return message.withBody(Arrays.copyOfRange(data, end, end + announced));
    }

    /**
     * Reads the next message of a stream.
     *
     * @param ping is run when a keep-alive (a double line end, RFC 5626 §3.5.1) comes between two messages
     * @return null at the stream's end
     * @throws UnreadableException where the stream's next message cannot be found any more
     */
    static RawMessage next(BufferedInputStream in, Runnable ping) throws IOException {
        int first = skipLineEnds(in, ping);
        if (first < 0) {
            return null;
        }
        ByteArrayOutputStream head = new ByteArrayOutputStream(1024);
        head.write(first);
        for (int inLine = 1, c = first; c != '\n' || inLine > 0;) {
            inLine = switch (c) {
                case '\n' -> 0;
                case '\r' -> inLine;
                default -> inLine + 1;
            };
            c = in.read();
            if (c < 0) {
                return null;
            }
            head.write(c);
            if (head.size() > MAX_HEAD) {
                throw new UnreadableException(513, "The headers are longer than " + MAX_HEAD + " bytes",
                        RawMessage.of(head.toByteArray(), head.size(), new byte[0]));
            }
        }
        byte[] bytes = head.toByteArray();
        RawMessage message = RawMessage.of(bytes, headLength(bytes), new byte[0]);
        int length = contentLength(message, -1);
        if (length < 0) {
            throw new UnreadableException(400, "Content-Length is missing", message);
        }
        if (length > MAX_BODY) {
            throw new UnreadableException(413, "The body is longer than " + MAX_BODY + " bytes", message);
        }
        return message.withBody(exactly(in, length));
    }

    private static int skipLineEnds(InputStream in, Runnable ping) throws IOException {
        int lineEnds = 0;
        int c = in.read();
        while (c == '\r' || c == '\n') {
            if (c == '\n' && ++lineEnds == 2) {
                ping.run();
                lineEnds = 0;
            }
            c = in.read();
        }
        return c;
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the stream ended inside a body");
        }
        return body;
    }

    private static int endOfHead(byte[] data, int start, int length) {
        for (int i = start; i < length; i++) {
            if (data[i] == '\n') {
                int next = i + 1 < length && data[i + 1] == '\r' ? i + 2 : i + 1;
                if (next < length && data[next] == '\n') {
                    return next + 1;
                }
            }
        }
        return -1;
    }

    /** The head without the line ends behind it. */
    private static int headLength(byte[] head) {
        int length = head.length;
        while (length > 0 && (head[length - 1] == '\n' || head[length - 1] == '\r')) {
            length--;
        }
        return length;
    }

    private static int contentLength(RawMessage message, int missing) throws UnreadableException {
        List<String> values = message.headers().all("Content-Length");
        if (values.isEmpty()) {
            return missing;
        }
        String value = values.get(0);
        if (values.stream().anyMatch(other -> !other.equals(value))) {
            throw new UnreadableException(400, "Content-Length is there more than once", message);
        }
        if (!value.matches("[0-9]{1,9}")) {
            throw new UnreadableException(400, "Content-Length is no number of bytes", message);
        }
        return Integer.parseInt(value);
    }
}
