package imc.sip.internal.transaction;

import imc.sip.internal.wire.Octets;
import java.nio.ByteBuffer;

/**
 * A branch that says where its transaction is kept: the magic cookie (RFC 3261 §8.1.1.7), a slot, and a number that
 * nobody else has and that cannot be guessed. All are of one length, which no other branch of ours has, but for dots at
 * the end, which make messages to several receivers equally long.
 */
public final class Branch {

    static final int SLOT_BITS = 20;
    static final int NUMBER_BITS = 60;
    static final byte[] COOKIE = Octets.of("z9hG4bK");

    private static final int BITS = 5;
    private static final int SLOT_DIGITS = SLOT_BITS / BITS;
    private static final int NUMBER_DIGITS = NUMBER_BITS / BITS;
    /** Without padding. */
    public static final int LENGTH = COOKIE.length + SLOT_DIGITS + NUMBER_DIGITS;
    private static final byte PADDING = '.';

    private Branch() {
    }

    /**
     * Writes a branch.
     *
     * @param padding by how many bytes it is to be longer than it need be
     */
    public static void write(int slot, long number, int padding, ByteBuffer to) {
        to.put(COOKIE);
        write((long) slot, to, SLOT_DIGITS);
        write(number, to, NUMBER_DIGITS);
        for (int i = 0; i < padding; i++) {
            to.put(PADDING);
        }
    }

    private static void write(long value, ByteBuffer to, int digits) {
        for (int shift = BITS * (digits - 1); shift >= 0; shift -= BITS) {
            int digit = (int) (value >>> shift & 31);
            to.put((byte) (digit < 10 ? '0' + digit : 'a' + digit - 10));
        }
    }

    /** Whether what stands there is a branch as they are made here. */
    static boolean isOne(byte[] data, int start, int end) {
        return looksLikeOne(data, start, end) && slot(data, start) >= 0 && number(data, start) >= 0;
    }

    /** As {@link #isOne}, but for the digits. */
    static boolean looksLikeOne(byte[] data, int start, int end) {
        if (end - start < LENGTH) {
            return false;
        }
        for (int i = start + LENGTH; i < end; i++) {
            if (data[i] != PADDING) {
                return false;
            }
        }
        return Octets.startWith(data, start, end, COOKIE);
    }

    /** Negative for what is none. */
    static int slot(byte[] data, int start) {
        return (int) read(data, start + COOKIE.length, SLOT_DIGITS);
    }

    /** Negative for what is none. */
    static long number(byte[] data, int start) {
        return read(data, start + COOKIE.length + SLOT_DIGITS, NUMBER_DIGITS);
    }

    /** Negative for what is no digit. */
    private static long read(byte[] data, int at, int digits) {
        long value = 0;
        for (int i = at; i < at + digits; i++) {
            byte c = data[i];
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'v' ? c - 'a' + 10 : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << BITS | digit;
        }
        return value;
    }
}
