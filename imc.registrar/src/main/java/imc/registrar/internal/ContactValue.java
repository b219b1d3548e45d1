package imc.registrar.internal;

import imc.api.sip.HeaderValues;
import imc.api.sip.NameAddress;
import imc.registrar.internal.uri.ContactUri;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One value of a Contact header.
 *
 * @param uri        where the user can be reached
 * @param text       the value as the client wrote it, {@code +sip.instance} and all, but without what is the server's
 *                   to say: {@code expires} and {@code pub-gruu}
 * @param preference q in thousandths, 0 to 1000; a contact without q is as good as any (RFC 3261 §20.10)
 * @param expires    the seconds asked for, empty where the contact says nothing about it
 * @param instance   which client it is, whatever its URI (RFC 5626 §4.1); null where it does not say
 * @param regId      which of that client's flows, {@code 0} where it does not say
 */
record ContactValue(ContactUri uri, String text, int preference, OptionalLong expires, String instance, int regId) {

    /** In characters. */
    static final int MAX_LENGTH = 1024;

    private static final Pattern REG_ID = Pattern.compile("[0-9]{1,10}");
    /** What the server says in its answer, and a client may repeat: how long a binding lasts now, and its GRUU. */
    private static final Set<String> SERVERS = Set.of("expires", "pub-gruu", "temp-gruu", "temp-gruu-cookie");
    private static final Pattern Q = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static ContactValue parse(String value) {
        checkLength(value);
        String line = value.strip().replace('\t', ' ');
        if (line.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("it contains a control character");
        }
        NameAddress address = NameAddress.parse(line);
        String text = withoutAnswer(line);
        checkLength(text); // It is read again, and may have got its angle brackets here.
        String expires = address.parameters().get("expires");
        return new ContactValue(ContactUri.parse(address.uri()), text, preference(address.parameters().get("q")),
                expires == null ? OptionalLong.empty() : OptionalLong.of(DeltaSeconds.parse(expires)),
                instance(address.parameters().get("+sip.instance")), regId(address.parameters().get("reg-id")));
    }

    private static void checkLength(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "it has " + text.length() + " characters, at most " + MAX_LENGTH + " are allowed");
        }
    }

    /** A URN in angle brackets, of which letters count for the same in either case (RFC 8141 §3.1, RFC 9562 §4). */
    private static String instance(String value) {
        return value == null || value.isBlank() ? null : value.strip().toLowerCase(Locale.ROOT);
    }

    private static int regId(String value) {
        if (value == null) {
            return 0;
        }
        long id = REG_ID.matcher(value).matches() ? Long.parseLong(value) : 0;
        if (id < 1 || id > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("reg-id=" + value + " is not within 1 and 2147483647");
        }
        return (int) id;
    }

    /** Whether it is one flow of a device's (RFC 5626 §4.2). Without a device, reg-id means nothing (§6). */
    boolean isOverFlow() {
        return instance != null && regId > 0;
    }

    /** Which device it is; an empty text where it does not say. */
    String device() {
        return instance == null ? "" : instance;
    }

    /** Whether another one is of the same flow of the same device or, where one of them names none, at the same URI. */
    boolean isSame(ContactValue other) {
        return instance == null || other.instance == null ? uri.matches(other.uri)
                : instance.equals(other.instance) && regId == other.regId;
    }

    private static int preference(String q) {
        if (q == null) {
            return 1000;
        }
        if (!Q.matcher(q).matches()) {
            throw new IllegalArgumentException("q=" + q + " is not within 0 and 1, with at most three decimals");
        }
        return (int) Math.round(Double.parseDouble(q) * 1000);
    }

    /** The answer says what is so now, not what was asked for. */
    private static String withoutAnswer(String value) {
        if (HeaderValues.isQuoteOpen(value)) {
            throw new IllegalArgumentException("a quotation mark is not closed");
        }
        List<String> parts = HeaderValues.split(value, ';');
        String address = parts.get(0).strip();
        if (address.indexOf('<') >= 0 && !address.endsWith(">")) {
            throw new IllegalArgumentException("there is a text behind '>'");
        }
        StringBuilder text = new StringBuilder(address.endsWith(">") ? address : '<' + address + '>');
        for (String parameter : parts.subList(1, parts.size())) {
            String name = parameter.split("=", 2)[0].strip();
            if (!name.isEmpty() && !SERVERS.contains(name.toLowerCase(Locale.ROOT))) {
                text.append(';').append(parameter.strip());
            }
        }
        return text.toString();
    }
}
