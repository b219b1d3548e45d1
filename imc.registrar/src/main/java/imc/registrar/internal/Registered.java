package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.mi.MiAddress;
import imc.api.mi.MiException;
import java.util.List;

/** Finds the user whom a person names. */
final class Registered {

    private Registered() {
    }

    /** As rooms are named to {@code imc_list_members}: sip:user@host, user@host, or the user part alone. */
    static SipAddress user(String text, LocationTable table) throws MiException {
        if (MiAddress.isUserPart(text)) {
            List<SipAddress> found = table.all(table.now()).keySet().stream()
                    .filter(user -> user.user().equals(text) || user.displayUser().equals(text)).toList();
            if (found.size() > 1) {
                throw MiException.badRequest("Several users are named " + text + ": "
                        + found.stream().map(SipAddress::toString).sorted().toList());
            }
            return found.stream().findFirst().orElseThrow(() -> none(text));
        }
        return MiAddress.of("user", text);
    }

    static MiException none(Object user) {
        return MiException.notFound("User not registered: " + user);
    }
}
