package imc.sip.internal.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Values that came in lately, each read once: a table with four places for each hash, of which the one that was filled
 * first is filled again.
 * <p>
 * Safe for use by many threads: entries are immutable, and one that is lost to a race is read again.
 */
final class KnownValues<T> {

    private static final int WAYS = 4;
    /** Spreads what is alike but for its last characters, as the names of rooms are: 2^32 by the golden ratio. */
    private static final int SPREAD = 0x9E3779B9;
    /** Longer ones are not kept. */
    private static final int MAX_LENGTH = 256;

    private final int setBits;
    private final Function<String, T> reading;
    private final Entry<T>[] entries;
    /** Of the entries' texts, side by side: mostly no more than one entry need be looked at. */
    private final int[] hashes;
    private int next;

    private record Entry<T>(byte[] text, T value) {
    }

    /**
     * @param setBits of the hash that say which four places
     * @param reading what is made of a text; may throw where nothing can be
     */
    @SuppressWarnings("unchecked")
    KnownValues(int setBits, Function<String, T> reading) {
        this.setBits = setBits;
        this.reading = reading;
        this.entries = (Entry<T>[]) new Entry<?>[WAYS << setBits];
        this.hashes = new int[WAYS << setBits];
    }

    /** What a text means, the same object for the same text as long as it is known. */
    T get(byte[] data, int start, int end) {
        if (end - start > MAX_LENGTH) {
            return read(Arrays.copyOfRange(data, start, end));
        }
        int hash = 1;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + data[i];
        }
        int set = (hash * SPREAD >>> Integer.SIZE - setBits) * WAYS;
        for (int i = set; i < set + WAYS; i++) {
            Entry<T> entry = hashes[i] == hash ? entries[i] : null;
            if (entry != null && Arrays.equals(entry.text, 0, entry.text.length, data, start, end)) {
                return entry.value;
            }
        }
        byte[] text = Arrays.copyOfRange(data, start, end);
        Entry<T> entry = new Entry<>(text, read(text));
        int place = set + (next++ & WAYS - 1);
        hashes[place] = hash;
        entries[place] = entry;
        return entry.value;
    }

    private T read(byte[] text) {
        return reading.apply(new String(text, StandardCharsets.UTF_8));
    }
}
