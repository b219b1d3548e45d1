package imc.sip.internal.message;

import imc.api.SipAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The addresses that came in lately, each read once: a table with four places for each hash, of which the one that was
 * filled first is filled again.
 * <p>
 * Safe for use by many threads: entries are immutable, and one that is lost to a race is read again.
 */
final class KnownAddresses {

    private static final int SET_BITS = 11;
    private static final int WAYS = 4;
    /** Spreads what is alike but for its last characters, as the names of rooms are: 2^32 by the golden ratio. */
    private static final int SPREAD = 0x9E3779B9;
    /** Longer ones are not kept. */
    private static final int MAX_LENGTH = 256;

    private final Entry[] entries = new Entry[WAYS << SET_BITS];
    /** Of the entries' texts, side by side: mostly no more than one entry need be looked at. */
    private final int[] hashes = new int[WAYS << SET_BITS];
    private int next;

    private record Entry(byte[] text, SipAddress address) {
    }

    /**
     * The address that a URI means, the same object for the same text as long as it is known.
     *
     * @throws IllegalArgumentException where it means none
     */
    SipAddress get(byte[] data, int start, int end) {
        if (end - start > MAX_LENGTH) {
            return read(Arrays.copyOfRange(data, start, end));
        }
        int hash = 1;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + data[i];
        }
        int set = (hash * SPREAD >>> Integer.SIZE - SET_BITS) * WAYS;
        for (int i = set; i < set + WAYS; i++) {
            Entry entry = hashes[i] == hash ? entries[i] : null;
            if (entry != null && Arrays.equals(entry.text, 0, entry.text.length, data, start, end)) {
                return entry.address;
            }
        }
        byte[] text = Arrays.copyOfRange(data, start, end);
        Entry entry = new Entry(text, read(text));
        int place = set + (next++ & WAYS - 1);
        hashes[place] = hash;
        entries[place] = entry;
        return entry.address;
    }

    private static SipAddress read(byte[] text) {
        return SipAddress.parse(new String(text, StandardCharsets.UTF_8));
    }
}
