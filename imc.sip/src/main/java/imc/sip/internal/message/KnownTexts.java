package imc.sip.internal.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Header values that come again and again, each decoded once: a table with one place for each hash. */
final class KnownTexts {

    private static final int SIZE = 256;
    /** Longer ones are not kept. */
    private static final int MAX_LENGTH = 256;

    private final Entry[] entries = new Entry[SIZE];
    private final UnaryOperator<String> reading;

    private record Entry(byte[] value, String text) {
    }

    /** @param reading what is made of a value */
    KnownTexts(UnaryOperator<String> reading) {
        this.reading = reading;
    }

    String get(byte[] data, int start, int end) {
        if (end - start > MAX_LENGTH) {
            return reading.apply(new String(data, start, end - start, StandardCharsets.UTF_8));
        }
        int hash = 1;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + data[i];
        }
        int place = (hash ^ hash >>> 15) & SIZE - 1;
        Entry entry = entries[place];
        if (entry == null || !Arrays.equals(entry.value, 0, entry.value.length, data, start, end)) {
            byte[] value = Arrays.copyOfRange(data, start, end);
            entry = new Entry(value, reading.apply(new String(value, StandardCharsets.UTF_8)));
            entries[place] = entry;
        }
        return entry.text;
    }
}
