package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.mi.MiAddress;
import imc.api.mi.MiException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Finds the users whom a person means. */
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

    /**
     * The bindings of whoever is named by the parameter {@code user}, or of all in alphabetical order.
     *
     * @throws MiException 404 for a user who has none
     */
    static List<Map.Entry<SipAddress, List<Binding>>> bindings(Map<String, Object> parameters, LocationTable table,
            long now) throws MiException {
        Object name = parameters.get("user");
        if (name == null) {
            return table.all(now).entrySet().stream()
                    .sorted(Comparator.comparing(entry -> entry.getKey().toString())).toList();
        }
        SipAddress user = user(name.toString(), table);
        List<Binding> bindings = table.bindings(user, now);
        if (bindings.isEmpty()) {
            throw none(user);
        }
        return List.of(Map.entry(user, bindings));
    }

    static MiException none(Object user) {
        return MiException.notFound("User not registered: " + user);
    }
}
