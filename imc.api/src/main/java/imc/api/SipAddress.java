package imc.api;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a user or of a room: {@code sip:user@host}, {@code sips:user@host} or {@code tel:number}.
 * <p>
 * Two addresses are equal when they mean the same user: the scheme and the host are case-insensitive, the user part
 * is not, and a character that need not be escaped equals its escaped form (RFC 3261 §19.1.4). Ports, passwords, URI
 * parameters and headers are no part of an identity and are dropped. {@code sip} and {@code sips} name the same user,
 * because Kamailio's tables, which keep user and domain alone, cannot tell them apart. A telephone number is compared
 * without its visual separators (RFC 3966 §5). An IPv6 address is what its bits are, and is written as RFC 5952 says
 * (RFC 5954 §4): {@code [0:0:0:0:0:0:0:1]} is {@code [::1]}.
 * <p>
 * Immutable; safe for use by many threads.
 */
public final class SipAddress {

    /** The longest user part and the longest host, in characters and in escaped form. */
    public static final int MAX_PART_LENGTH = 128;

    private final String scheme;
    private final String user;
    private final String host;

    private SipAddress(String scheme, String user, String host) {
        this.scheme = scheme;
        this.user = user;
        this.host = host;
    }

    /**
     * Reads an address that names its scheme, with or without angle brackets and a display name.
     *
     * @param text for example {@code sip:bob@example.com;transport=tcp} or {@code "Bob" <sip:bob@example.com>}
     * @return the address, never null
     * @throws BadAddressException saying what is wrong with the text
     */
    public static SipAddress parse(String text) {
        return AddressReader.read(text, null);
    }

    /**
     * Reads an address as people write it in a command: {@code bob}, {@code bob@example.com},
     * {@code sip:bob@example.com} or {@code <sip:bob@example.com>}.
     *
     * @param text what was written
     * @param base gives the scheme and the host where the text has none
     * @return the address, never null
     * @throws BadAddressException saying what is wrong with the text
     */
    public static SipAddress resolve(String text, SipAddress base) {
        return AddressReader.read(text, Objects.requireNonNull(base, "base"));
    }

    /**
     * Makes an address of its parts, as a table keeps them. An empty host, or one that begins with
     * {@code ;phone-context=}, makes a {@code tel:} address.
     *
     * @param user the user part in escaped form
     * @param host the host, or for a telephone number what {@link #host()} gave
     * @throws BadAddressException saying which part is wrong
     */
    public static SipAddress of(String user, String host) {
        return host.isEmpty() || host.startsWith(";")
                ? parse("tel:" + user + host)
                : parse("sip:" + user + '@' + host);
    }

    static SipAddress checked(String scheme, String user, String host) {
        requireLength("long.user", "user part", user);
        requireLength("long.host", "host", host);
        return new SipAddress(scheme, user, host);
    }

    /** This address, which from now on shares the other's host in memory where it has the same. */
    SipAddress sharing(SipAddress other) {
        return host != other.host && host.equals(other.host) ? new SipAddress(scheme, user, other.host) : this;
    }

    private static void requireLength(String key, String part, String value) {
        if (value.length() > MAX_PART_LENGTH) {
            throw new BadAddressException(key, "the " + part + " has %s characters, at most %s are allowed",
                    value.length(), MAX_PART_LENGTH);
        }
    }

    /** {@code sip}, {@code sips} or {@code tel}, in lower case. */
    public String scheme() {
        return scheme;
    }

    /**
     * The user part in its canonical escaped form, as it stands in a URI and in the tables: characters that need no
     * escape have none, the others have one in upper case.
     */
    public String user() {
        return user;
    }

    /**
     * The user part for people: escapes that stand for printable UTF-8 are resolved, but for those of blanks, brackets,
     * percent signs, reserved characters (RFC 3261 §25.1) and other forms of ASCII characters, such as full-width
     * letters; a name that is not in NFC keeps all. So no name looks like something else, or like the same name in
     * another spelling of Unicode. Letters of two scripts that look alike are not told apart.
     */
    public String displayUser() {
        return Escapes.readable(user);
    }

    /**
     * The host in lower case, an IPv6 address in its brackets. For a telephone number, empty, or
     * {@code ;phone-context=…} where the number is a local one (RFC 3966 §5.1.5).
     */
    public String host() {
        return host;
    }

    /** Whether this is a telephone number, which has no host of its own. */
    public boolean isTelephone() {
        return scheme.equals("tel");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof SipAddress that && hasUserOf(that) && host.equals(that.host);
    }

    /** Whether the user parts are equal. Strings know their hashes: those that are not need not be looked into. */
    boolean hasUserOf(SipAddress other) {
        return user.hashCode() == other.user.hashCode() && user.equals(other.user);
    }

    @Override
    public int hashCode() {
        return 31 * user.hashCode() + host.hashCode();
    }

    /** The URI, for example {@code sip:bob@example.com}. */
    @Override
    public String toString() {
        return isTelephone() ? "tel:" + user + host : scheme + ':' + user + '@' + host;
    }

    static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
