package imc.sip.internal.wire;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Octets that are put together. For one thread. */
public final class OctetText {

    private byte[] bytes;
    private int length;

    /** @param size how many there will be; where there are more, it costs a copy */
    public OctetText(int size) {
        bytes = new byte[size];
    }

    public int length() {
        return length;
    }

    public OctetText add(byte[] data) {
        return add(data, 0, data.length);
    }

    public OctetText add(byte[] data, int start, int end) {
        room(end - start);
        System.arraycopy(data, start, bytes, length, end - start);
        length += end - start;
        return this;
    }

    /** In UTF-8. */
    public OctetText add(String text) {
        int count = text.length();
        room(count);
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return add(text.substring(i).getBytes(StandardCharsets.UTF_8));
            }
            bytes[length++] = (byte) c;
        }
        return this;
    }

    /** In digits. */
    public OctetText add(int number) {
        if (number < 0) {
            return add(Integer.toString(number));
        }
        int end = length + digits(number);
        room(end - length);
        int rest = number;
        for (int at = end - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length = end;
        return this;
    }

    /** An address as {@link InetAddress#getHostAddress()} writes it. */
    public OctetText add(InetAddress address) {
        if (!(address instanceof Inet4Address)) {
            return add(address.getHostAddress());
        }
        byte[] parts = address.getAddress();
        add(parts[0] & 0xFF);
        for (int i = 1; i < parts.length; i++) {
            room(1);
            bytes[length++] = '.';
            add(parts[i] & 0xFF);
        }
        return this;
    }

    /** Puts one octet, several times, between what has been added. */
    public OctetText insert(int at, char octet, int count) {
        room(count);
        System.arraycopy(bytes, at, bytes, at + count, length - at);
        Arrays.fill(bytes, at, at + count, (byte) octet);
        length += count;
        return this;
    }

    /** A line end inside a value would begin a header, or the body, of somebody else's choice: it becomes a blank. */
    public OctetText addValue(String value) {
        int start = length;
        add(value);
        for (int i = start; i < length; i++) {
            byte c = bytes[i];
            if (c >= 0 && c < ' ' && c != '\t' || c == 0x7F) {
                bytes[i] = ' ';
            }
        }
        return this;
    }

    /** All of them; the text is of no use any more. */
    public byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    /** How long an address is, as it is added; 0 for one of IPv6. */
    public static int length(InetAddress address) {
        if (!(address instanceof Inet4Address)) {
            return 0;
        }
        byte[] parts = address.getAddress();
        int count = parts.length - 1;
        for (byte part : parts) {
            count += digits(part & 0xFF);
        }
        return count;
    }

    /** How many digits a number has that is not negative. */
    public static int digits(int number) {
        int digits = 1;
        for (int rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
