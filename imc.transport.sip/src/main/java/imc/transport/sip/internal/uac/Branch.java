package imc.transport.sip.internal.uac;

import java.nio.charset.StandardCharsets;

/**
 * A branch that says where its transaction is kept: the magic cookie (RFC 3261 §8.1.1.7), a slot, and a number that
 * nobody else has and that cannot be guessed. All are of one length, which no other branch of ours has.
 */
final class Branch {

    static final int SLOT_BITS = 20;
    static final int NUMBER_BITS = 60;
    static final byte[] COOKIE = "z9hG4bK".getBytes(StandardCharsets.US_ASCII);

    private static final int BITS = 5;
    private static final int SLOT_DIGITS = SLOT_BITS / BITS;
    private static final int NUMBER_DIGITS = NUMBER_BITS / BITS;
    private static final int LENGTH = COOKIE.length + SLOT_DIGITS + NUMBER_DIGITS;

    private Branch() {
    }

    static byte[] of(int slot, long number) {
        byte[] branch = new byte[LENGTH];
        System.arraycopy(COOKIE, 0, branch, 0, COOKIE.length);
        write(slot, branch, COOKIE.length, SLOT_DIGITS);
        write(number, branch, COOKIE.length + SLOT_DIGITS, NUMBER_DIGITS);
        return branch;
    }

    private static void write(long value, byte[] to, int at, int digits) {
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            int digit = (int) (rest & 31);
            to[i] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
            rest >>>= BITS;
        }
    }

    /** Whether what stands there looks like a branch made here. */
    static boolean isOne(byte[] data, int start, int end) {
        if (end - start != LENGTH) {
            return false;
        }
        for (int i = 0; i < COOKIE.length; i++) {
            if (data[start + i] != COOKIE[i]) {
                return false;
            }
        }
        return read(data, start + COOKIE.length, LENGTH - COOKIE.length) >= 0;
    }

    static int slot(byte[] data, int start) {
        return (int) read(data, start + COOKIE.length, SLOT_DIGITS);
    }

    static long number(byte[] data, int start) {
        return read(data, start + COOKIE.length + SLOT_DIGITS, NUMBER_DIGITS);
    }

    /** Negative for what is no digit; of more than 60 bits, the lower ones. */
    private static long read(byte[] data, int at, int digits) {
        long value = 0;
        for (int i = at; i < at + digits; i++) {
            byte c = data[i];
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'v' ? c - 'a' + 10 : -1;
            if (digit < 0) {
                return -1;
            }
            value = (value << BITS | digit) & (1L << NUMBER_BITS) - 1;
        }
        return value;
    }
}
