package imc.transport.sip.internal.uas;

import java.nio.charset.StandardCharsets;

/**
 * Reads the Vias of one header field one by one, as long as they are written as JAIN-SIP would write them again: then
 * they go back in the answer as they stand.
 */
final class ViaScan {

    private static final byte[] VERSION = bytes("SIP/2.0/");
    private static final byte[] COOKIE = bytes("z9hG4bK");
    private static final byte[] BRANCH = bytes("branch");
    private static final byte[] RPORT = bytes("rport");
    private static final byte[] ALIAS = bytes("alias");
    private static final byte[] RECEIVED = bytes("received");
    private static final byte[] MADDR = bytes("maddr");
    private static final int MAX_LENGTH = 1024;
    /** Each is compared with all the others. */
    private static final int MAX_UNKNOWN = 8;

    /** What a character may be part of (RFC 3261 §25.1); names of parameters are put in lower case by JAIN-SIP. */
    private static final int TRANSPORT = 1;
    private static final int HOST = 2;
    private static final int IPV6 = 4;
    private static final int NAME = 8;
    private static final int TOKEN = 16;
    private static final int ADDRESS = 32;
    private static final int QUOTED = 64;
    private static final byte[] KINDS = new byte[128];

    static {
        mark("ABCDEFGHIJKLMNOPQRSTUVWXYZ", TRANSPORT | HOST | TOKEN | ADDRESS | QUOTED);
        mark("abcdefghijklmnopqrstuvwxyz", HOST | NAME | TOKEN | ADDRESS | QUOTED);
        mark("0123456789", TRANSPORT | HOST | IPV6 | NAME | TOKEN | ADDRESS | QUOTED);
        mark("ABCDEFabcdef:.", IPV6);
        mark("-", TRANSPORT);
        mark("-._", HOST);
        mark("-._!%*+`'~", NAME | TOKEN | ADDRESS | QUOTED);
        mark(":[]", ADDRESS);
        mark(" #$&)/,:;<=>?@[]^{|}", QUOTED);
    }

    private final byte[] data;
    private final int fieldEnd;
    private int at;
    private boolean more = true;

    private int start;
    private int host;
    private int hostEnd;
    private int port;
    private int branch;
    private int branchEnd;
    private int rport;
    private int rportEnd;
    private boolean alias;
    private boolean elsewhere;
    private int unknown;
    private int unknowns;
    private int end;

    ViaScan(byte[] data, int start, int end) {
        this.data = data;
        this.at = start;
        this.fieldEnd = end;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void mark(String characters, int kinds) {
        characters.chars().forEach(c -> KINDS[c] |= (byte) kinds);
    }

    /** Whether there is another one, usual or not. */
    boolean hasNext() {
        return more;
    }

    /** Reads the next one; false where it is not usual. */
    boolean next() {
        start = at;
        branch = -1;
        rport = -1;
        rportEnd = -1;
        alias = false;
        elsewhere = false;
        unknowns = 0;
        if (!sentBy()) {
            return false;
        }
        while (at < fieldEnd && data[at] == ';') {
            at++;
            if (!parameter()) {
                return false;
            }
        }
        end = at;
        blanks();
        more = at < fieldEnd;
        if (more && data[at++] != ',') {
            return false;
        }
        blanks();
        return end - start <= MAX_LENGTH;
    }

    private boolean sentBy() {
        if (!Octets.startWith(data, at, fieldEnd, VERSION)) {
            return false;
        }
        at += VERSION.length;
        if (!all(TRANSPORT) || at == fieldEnd || data[at++] != ' ') {
            return false;
        }
        host = at;
        if (at < fieldEnd && data[at] == '[') {
            at++;
            if (!all(IPV6) || at == fieldEnd || data[at++] != ']') {
                return false;
            }
        } else if (!all(HOST)) {
            return false;
        }
        hostEnd = at;
        port = 0;
        if (at < fieldEnd && data[at] == ':') {
            at++;
            port = port();
        }
        return port >= 0;
    }

    private boolean parameter() {
        int name = at;
        if (!all(NAME)) {
            return false;
        }
        int nameEnd = at;
        boolean valued = at < fieldEnd && data[at] == '=';
        if (valued) {
            at++;
        }
        if (is(BRANCH, name, nameEnd)) {
            boolean first = branch < 0;
            branch = at;
            boolean usual = first && valued && all(TOKEN);
            branchEnd = at;
            return usual;
        }
        if (is(RPORT, name, nameEnd)) {
            boolean first = rport < 0;
            rport = valued ? port() : 0;
            rportEnd = at;
            return first && rport >= 0;
        }
        alias |= is(ALIAS, name, nameEnd);
        boolean received = is(RECEIVED, name, nameEnd);
        elsewhere |= received || is(MADDR, name, nameEnd);
        return isNew(name, nameEnd) && (!valued || (received ? all(ADDRESS) : all(TOKEN) || quoted()));
    }

    /** A parameter that is there twice is one to JAIN-SIP. */
    private boolean isNew(int name, int nameEnd) {
        if (++unknowns == 1) {
            unknown = name;
            return true;
        }
        for (int i = unknown; i < name; i++) {
            if (data[i - 1] == ';' && startsAlike(i, name, nameEnd)) {
                return false;
            }
        }
        return unknowns <= MAX_UNKNOWN;
    }

    private boolean startsAlike(int other, int name, int nameEnd) {
        int length = nameEnd - name;
        for (int i = 0; i < length; i++) {
            if (data[other + i] != data[name + i]) {
                return false;
            }
        }
        return (kinds(data[other + length]) & NAME) == 0;
    }

    private boolean quoted() {
        if (at == fieldEnd || data[at] != '"') {
            return false;
        }
        at++;
        all(QUOTED);
        return at < fieldEnd && data[at++] == '"';
    }

    private int port() {
        int first = at;
        while (at < fieldEnd && data[at] >= '0' && data[at] <= '9') {
            at++;
        }
        return Octets.port(data, first, at);
    }

    /** Goes on behind characters of a kind. Whether there was any. */
    private boolean all(int kind) {
        int first = at;
        while (at < fieldEnd && (kinds(data[at]) & kind) != 0) {
            at++;
        }
        return at > first;
    }

    private static int kinds(byte c) {
        return c < 0 ? 0 : KINDS[c];
    }

    private void blanks() {
        while (at < fieldEnd && data[at] == ' ') {
            at++;
        }
    }

    private boolean is(byte[] text, int nameStart, int nameEnd) {
        return nameEnd - nameStart == text.length && Octets.startWith(data, nameStart, nameEnd, text);
    }

    /** Where the one that was read last begins. */
    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** It as a request's topmost; null where that is not usual: a branch of old, or words on whom to answer. */
    UsualVia topmost() {
        return branch < 0 || branchEnd - branch <= COOKIE.length
                || !Octets.startWith(data, branch, branchEnd, COOKIE) || elsewhere || rport > 0 ? null
                : new UsualVia(host, hostEnd, port, branch, branchEnd, rportEnd, alias, end);
    }
}
