package imc.store.jpa.internal;

import imc.api.SipAddress;

/** How an address is spelled in the tables. */
final class RoomKey {

    private RoomKey() {
    }

    /** The column {@code room}: Kamailio writes {@code sip:name@domain} for every room. */
    static String uri(SipAddress room) {
        return (room.isTelephone() ? "tel:" + room.user() : "sip:" + room.user() + '@') + room.host();
    }

    /** @throws IllegalArgumentException if the two columns are no address */
    static SipAddress read(String user, String host) {
        if (user == null || host == null) {
            throw new IllegalArgumentException("a part of the address is NULL");
        }
        return SipAddress.of(user, host);
    }

    static boolean isSpelled(SipAddress address, String user, String host) {
        return address.user().equals(user) && address.host().equals(host);
    }
}
