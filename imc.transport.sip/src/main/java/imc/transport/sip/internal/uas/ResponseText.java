package imc.transport.sip.internal.uas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a response while they are written. */
final class ResponseText {

    private byte[] bytes = new byte[512];
    private int length;

    ResponseText add(byte[] data, int start, int end) {
        room(end - start);
        System.arraycopy(data, start, bytes, length, end - start);
        length += end - start;
        return this;
    }

    ResponseText add(byte[] data) {
        return add(data, 0, data.length);
    }

    ResponseText add(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /** A text of any characters. */
    ResponseText add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    int length() {
        return length;
    }

    /** Puts so many dots between what has been added. */
    ResponseText dots(int at, int count) {
        room(count);
        System.arraycopy(bytes, at, bytes, at + count, length - at);
        Arrays.fill(bytes, at, at + count, (byte) '.');
        length += count;
        return this;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }
}
