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

    private static final int SETS = 2048;
    private static final int WAYS = 4;
    /** Longer ones are not kept. */
    private static final int MAX_LENGTH = 256;

    private final Entry[] entries = new Entry[SETS * WAYS];
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
        int set = ((hash ^ hash >>> 15) & SETS - 1) * WAYS;
        for (int i = set; i < set + WAYS; i++) {
            Entry entry = entries[i];
            if (entry != null && Arrays.equals(entry.text, 0, entry.text.length, data, start, end)) {
                return entry.address;
            }
        }
        byte[] text = Arrays.copyOfRange(data, start, end);
        Entry entry = new Entry(text, read(text));
        entries[set + (next++ & WAYS - 1)] = entry;
        return entry.address;
    }

    private static SipAddress read(byte[] text) {
        return SipAddress.parse(new String(text, StandardCharsets.UTF_8));
    }
}
