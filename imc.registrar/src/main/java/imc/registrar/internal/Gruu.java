package imc.registrar.internal;

import imc.api.SipAddress;
import imc.registrar.internal.uri.ContactUri;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Public GRUUs (RFC 5627): the address of a user, with that of his devices that is meant. Temporary ones, which hide
 * who the user is, are not made: whoever sends a message shows that anyway.
 */
final class Gruu {

    static final String TAG = "gruu";
    /** Of what may stand unescaped in a URI's parameter (RFC 3261 §25.1). */
    private static final String PLAIN = "[]/:&+$-_.!~*'()";

    private Gruu() {
    }

    /**
     * That of a device.
     *
     * @param instance {@code <urn:…>}, or an empty text for a device that does not say which it is
     * @return empty where there can be none
     */
    static Optional<String> of(SipAddress user, String instance) {
        boolean isUrn = instance.startsWith("<urn:") && instance.endsWith(">");
        return !isUrn || user.isTelephone() ? Optional.empty()
                : Optional.of(user + ";gr=" + escaped(instance.substring(1, instance.length() - 1)));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) octet;
            if (c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || PLAIN.indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append("%%%02X".formatted(octet));
            }
        }
        return escaped.toString();
    }

    /** Whether a contact leads back to the address that it is to be registered for (§5.1). */
    static boolean isOf(SipAddress user, ContactUri contact) {
        if (!contact.parameters().containsKey("gr")) {
            return false;
        }
        try {
            return SipAddress.parse(contact.text()).equals(user);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
