package imc.sip.internal.message;

import imc.api.SipAddress;
import imc.api.config.Settings;
import imc.sip.internal.config.SipSettings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The addresses that came in lately, read once and matched once against what is served: a table with four places for
 * each hash, of which the one that was filled first is filled again. What it says is true of one state of the settings.
 * <p>
 * Safe for use by many threads: entries are immutable, and one that is lost to a race is read again.
 */
final class KnownAddresses {

    private static final int SETS = 2048;
    private static final int WAYS = 4;
    /** Longer ones are not kept. */
    private static final int MAX_LENGTH = 256;

    private final Settings settings;
    private final Entry[] entries = new Entry[SETS * WAYS];
    private int next;

    /**
     * @param served    whether messages to it are for the conference server
     * @param isManager whether it takes commands only
     */
    record Entry(byte[] text, SipAddress address, boolean served, boolean isManager) {
    }

    KnownAddresses(Settings settings) {
        this.settings = settings;
    }

    Settings settings() {
        return settings;
    }

    /**
     * The address that a URI means.
     *
     * @throws IllegalArgumentException where it means none
     */
    Entry get(byte[] data, int start, int end) {
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
                return entry;
            }
        }
        Entry entry = read(Arrays.copyOfRange(data, start, end));
        entries[set + (next++ & WAYS - 1)] = entry;
        return entry;
    }

    private Entry read(byte[] text) {
        SipAddress address = SipAddress.parse(new String(text, StandardCharsets.UTF_8));
        boolean manager = settings.get(SipSettings.MANAGER).match(address);
        return new Entry(text, address, manager || settings.get(SipSettings.ROOMS).match(address), manager);
    }
}
