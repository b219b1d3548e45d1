package imc.rooms.internal.script;

import imc.api.SipAddress;
import java.util.Optional;

/** Whom a text means. */
final class Addresses {

    private Addresses() {
    }

    /** Empty where nobody can be meant. */
    static Optional<SipAddress> read(String text) {
        try {
            return Optional.of(SipAddress.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
