package imc.transport.sip.internal;

import imc.api.SipAddress;
import imc.api.config.Settings;

/**
 * What addresses are, by one state of the settings: matched once, and kept in a table with two places for each hash,
 * of which the one that was filled first is filled again.
 * <p>
 * Safe for use by many threads: entries are immutable, and one that is lost to a race is made again.
 */
final class Addresses {

    private static final int SIZE = 8192;
    /** Longer ones are not kept. */
    private static final int MAX_LENGTH = 256;

    private final Entry[] entries = new Entry[SIZE];
    private final Patterns rooms;
    private final Patterns manager;

    /**
     * @param isServed  whether messages to it are for the conference server
     * @param isManager whether it takes commands only
     */
    record Entry(SipAddress address, boolean isServed, boolean isManager) {

        private boolean isOf(SipAddress other) {
            return address == other || address.equals(other);
        }
    }

    Addresses(Settings settings) {
        this.rooms = settings.get(RoomSettings.ROOMS);
        this.manager = settings.get(RoomSettings.MANAGER);
    }

    Entry of(SipAddress address) {
        int hash = address.hashCode();
        int place = (hash ^ hash >>> 15) & SIZE - 2;
        Entry entry = entries[place];
        if (entry != null && entry.isOf(address)) {
            return entry;
        }
        Entry other = entries[place + 1];
        if (other != null && other.isOf(address)) {
            return other;
        }
        boolean isManager = manager.match(address);
        Entry next = new Entry(address, isManager || rooms.match(address), isManager);
        if (address.toString().length() <= MAX_LENGTH) {
            entries[place + 1] = entry;
            entries[place] = next;
        }
        return next;
    }
}
