package imc.transport.sip.internal;

import imc.api.SipAddress;
import imc.api.config.Settings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What addresses are, by one state of the settings: matched once for each, as long as there are not too many. Safe for
 * use by many threads.
 */
final class Addresses {

    /** When there are so many, all are matched again. */
    private static final int MOST = 8192;
    /** Longer ones are not kept. */
    private static final int MAX_LENGTH = 256;

    private static final SipAddress STRANGER = SipAddress.parse("tel:+000");

    private final Map<SipAddress, Entry> entries = new ConcurrentHashMap<>();
    private final Patterns rooms;
    private final Patterns manager;

    /**
     * @param isServed  whether messages to it are for the conference server
     * @param isManager whether it takes commands only
     * @param canBeUser whether it can be a user's
     */
    record Entry(boolean isServed, boolean isManager, boolean canBeUser) {
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
        Entry known = entries.get(address);
        if (known != null) {
            return known;
        }
        Entry entry = entry(address);
        if (entries.size() >= MOST) {
            entries.clear();
        }
        if (address.toString().length() <= MAX_LENGTH) {
            entries.put(address, entry);
        }
        return entry;
    }

    private Entry entry(SipAddress address) {
        boolean isManager = manager.match(address);
        boolean isRoom = rooms.match(address);
        return new Entry(isManager || isRoom, isManager,
                !isManager && (!isRoom || rooms.match(stranger(address))));
    }

    /** Nobody, at the same place: who can be a room as well says that rooms are told from users elsewhere. */
    private static SipAddress stranger(SipAddress address) {
        return address.isTelephone() ? STRANGER : SipAddress.of("z7q-0815-nobody", address.host());
    }
}
