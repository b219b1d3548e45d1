package imc.api.mi;

import imc.api.SipAddress;
import java.util.function.Function;

/** An address as a management command's parameters have it. */
public final class MiAddress {

    private MiAddress() {
    }

    /**
     * Reads {@code sip:user@host}, or {@code user@host}, which is the same; any scheme that {@link SipAddress} knows
     * may stand before it.
     *
     * @param parameter the parameter's name
     * @param text      its value
     * @throws MiException 400, which says what was found in which parameter, what is wrong with it and what is allowed
     */
    public static SipAddress of(String parameter, String text) throws MiException {
        return read(parameter, text, whole -> SipAddress.parse(whole.indexOf(':') < 0 ? "sip:" + whole : whole));
    }

    /**
     * The same, or the user part alone of somebody at another address's host.
     *
     * @param base gives the host where the text has none
     */
    public static SipAddress of(String parameter, String text, SipAddress base) throws MiException {
        return read(parameter, text, part -> SipAddress.resolve(part, base));
    }

    private static SipAddress read(String parameter, String text, Function<String, SipAddress> reading)
            throws MiException {
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException e) {
            throw MiException.badRequest("the parameter '" + parameter + "' is '" + text + "', which is no address: "
                    + e.getMessage() + "; sip:user@host or user@host is allowed");
        }
    }

    /** Whether it is a user part alone, as {@link #of} does not read it. */
    public static boolean isUserPart(String text) {
        return text.indexOf('@') < 0 && text.indexOf(':') < 0;
    }
}
