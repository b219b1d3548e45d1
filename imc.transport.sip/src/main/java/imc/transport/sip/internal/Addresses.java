package imc.transport.sip.internal;

import imc.api.SipAddress;
import imc.api.config.Settings;

/**
 * What addresses are, by one state of the settings: matched once, and kept in a table with one place for each hash.
 * <p>
 * Safe for use by many threads: entries are immutable, and one that is lost to a race is made again.
 */
final class Addresses {

    private static final int SIZE = 4096;
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
    }

    Addresses(Settings settings) {
        this.rooms = settings.get(RoomSettings.ROOMS);
        this.manager = settings.get(RoomSettings.MANAGER);
    }

    Entry of(SipAddress address) {
        int hash = address.hashCode();
        int place = (hash ^ hash >>> 15) & SIZE - 1;
        Entry entry = entries[place];
        if (entry == null || entry.address != address && !entry.address.equals(address)) {
            boolean isManager = manager.match(address);
            entry = new Entry(address, isManager || rooms.match(address), isManager);
            if (address.toString().length() <= MAX_LENGTH) {
                entries[place] = entry;
            }
        }
        return entry;
    }
}
