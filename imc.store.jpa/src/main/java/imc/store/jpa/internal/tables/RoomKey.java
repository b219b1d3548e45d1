package imc.store.jpa.internal.tables;

import imc.api.SipAddress;

/** How an address is spelled in the tables. */
public final class RoomKey {

    private RoomKey() {
    }

    /** The column {@code room}: Kamailio writes {@code sip:name@domain} for every room. */
    public static String uri(SipAddress room) {
        return (room.isTelephone() ? "tel:" + room.user() : "sip:" + room.user() + '@') + room.host();
    }

    /** @throws IllegalArgumentException if the two columns are no address */
    public static SipAddress read(String user, String host) {
        if (user == null || host == null) {
            throw new IllegalArgumentException("a part of the address is NULL");
        }
        return SipAddress.of(user, host);
    }

    public static boolean isSpelled(SipAddress address, String user, String host) {
        return address.user().equals(user) && address.host().equals(host);
    }
}
