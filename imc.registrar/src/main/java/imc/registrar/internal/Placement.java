package imc.registrar.internal;

import imc.api.config.Settings;
import imc.api.location.Contact;
import imc.api.sip.NameAddress;
import imc.registrar.internal.uri.ContactUri;
import java.util.List;
import java.util.Optional;

/**
 * Where the requests for a contact go. A client may name any host in its contact, and what is said in a room goes
 * there: so it is a place that the client has shown to be its own by sending from it, or one that is allowed.
 *
 * @param origin   where the registration came from
 * @param path     values of its Path header
 * @param outbound whether its client keeps its flow open (RFC 5626), so that there is no other way to it
 * @param settings the values in force
 */
record Placement(Origin origin, List<String> path, boolean outbound, Settings settings) {

    /** @throws Refused for a place that is not allowed */
    Contact of(ContactValue value) throws Refused {
        ContactUri contact = value.uri();
        String uri = contact.requestUri();
        int q = value.preference();
        String device = value.device();
        if (!path.isEmpty()) {
            // RFC 3327: what the contact says is for the last of the proxies.
            ContactUri first = ContactUri.parse(NameAddress.parse(path.get(0)).uri());
            if (!isAllowed(first)) {
                throw refused("Path", first);
            }
            return new Contact(uri, Optional.empty(), false, path, q, device);
        }
        boolean overFlow = outbound && value.isOverFlow();
        boolean allowed = isAllowed(contact);
        if (origin.isStream()) {
            // At the port that it connected from, nobody listens but for this one connection.
            boolean ephemeral = contact.port() == origin.flow().port() && origin.isAt(contact.host());
            boolean only = overFlow || ephemeral || !allowed;
            return new Contact(uri, Optional.of(origin.flow()), only, List.of(), q, device);
        }
        if (overFlow || !allowed && origin.rport() && settings.get(RegistrarSettings.FIX_NATED_REGISTER)) {
            return new Contact(uri, Optional.of(origin.flow()), true, List.of(), q, device);
        }
        if (!allowed) {
            throw refused("Contact", contact);
        }
        return new Contact(uri, Optional.empty(), false, List.of(), q, device);
    }

    /** The host that the requests for a contact go to. */
    String host(ContactUri contact) {
        return path.isEmpty() && !isAllowed(contact) ? origin.flow().host() : contact.host();
    }

    private boolean isAllowed(ContactUri uri) {
        return origin.isAt(uri.host()) || isTrusted() || settings.get(RegistrarSettings.CONTACT_NETWORKS).contains(
                uri.host());
    }

    boolean isTrusted() {
        return settings.get(RegistrarSettings.TRUSTED_PROXIES).contains(origin.flow().host());
    }

    private Refused refused(String header, ContactUri uri) {
        return Refused.forbidden(("%s at %s: the request came from %s, and neither contact_networks nor trusted_proxies"
                + " allows another place").formatted(header, uri.host(), origin.flow().host()));
    }
}
