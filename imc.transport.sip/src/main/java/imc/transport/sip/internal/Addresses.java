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

    private static final int SIZE_BITS = 13;
    /** Spreads what is alike but for its last characters, as the names of rooms are: 2^32 by the golden ratio. */
    private static final int SPREAD = 0x9E3779B9;
    /** Longer ones are not kept. */
    private static final int MAX_LENGTH = 256;

    private static final SipAddress STRANGER = SipAddress.parse("tel:+000");

    private final Entry[] entries = new Entry[1 << SIZE_BITS];
    private final Patterns rooms;
    private final Patterns manager;

    /**
     * @param isServed  whether messages to it are for the conference server
     * @param isManager whether it takes commands only
     * @param canBeUser whether it can be a user's
     */
    record Entry(SipAddress address, boolean isServed, boolean isManager, boolean canBeUser) {

        private boolean isOf(SipAddress other) {
            return address == other || address.equals(other);
        }
    }

    Addresses(Settings settings) {
        this.rooms = settings.get(RoomSettings.ROOMS);
        this.manager = settings.get(RoomSettings.MANAGER);
    }

    /** Which addresses rooms can have, for people. */
    String description() {
        return rooms + (manager.patterns().isEmpty() ? "" : " without " + manager);
    }

    Entry of(SipAddress address) {
        int place = address.hashCode() * SPREAD >>> Integer.SIZE - SIZE_BITS & ~1;
        Entry entry = entries[place];
        if (entry != null && entry.isOf(address)) {
            return entry;
        }
        Entry other = entries[place + 1];
        if (other != null && other.isOf(address)) {
            return other;
        }
        Entry next = entry(address);
        if (address.toString().length() <= MAX_LENGTH) {
            entries[place + 1] = entry;
            entries[place] = next;
        }
        return next;
    }

    private Entry entry(SipAddress address) {
        boolean isManager = manager.match(address);
        boolean isRoom = rooms.match(address);
        return new Entry(address, isManager || isRoom, isManager,
                !isManager && (!isRoom || rooms.match(stranger(address))));
    }

    /** Nobody, at the same place: who can be a room as well says that rooms are told from users elsewhere. */
    private static SipAddress stranger(SipAddress address) {
        return address.isTelephone() ? STRANGER : SipAddress.of("z7q-0815-nobody", address.host());
    }
}
