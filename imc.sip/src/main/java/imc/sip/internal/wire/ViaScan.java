package imc.sip.internal.wire;


/**
 * Reads the Vias of one header field one by one (RFC 3261 §20.42): where their parts stand, with white space wherever
 * the grammar allows it, and no comments, which it does not. Each byte is looked at once.
 */
public final class ViaScan {

    private static final byte[] SIP = Octets.of("sip");
    private static final byte[] VERSION = Octets.of("2.0");
    private static final byte[] COOKIE = Octets.of("z9hg4bk");
    private static final byte[] BRANCH = Octets.of("branch");
    private static final byte[] RPORT = Octets.of("rport");
    private static final byte[] ALIAS = Octets.of("alias");
    private static final byte[] RECEIVED = Octets.of("received");

    private final byte[] data;
    private final int fieldEnd;
    private int at;
    private boolean more = true;

    private int start;
    private int end;
    private boolean versioned;
    private int host;
    private int hostEnd;
    private int port;
    private int branch;
    private int branchEnd;
    private int rportNameEnd;
    private int rportEnd;
    private int received;
    private int receivedEnd;
    private boolean alias;

    public ViaScan(byte[] data, int start, int end) {
        this.data = data;
        this.at = start;
        this.fieldEnd = end;
    }

    /** Whether there is another one, readable or not. */
    public boolean hasNext() {
        return more;
    }

    /** Reads the next one; false where it cannot be read. */
    public boolean next() {
        branch = -1;
        rportNameEnd = -1;
        received = -1;
        alias = false;
        blanks();
        start = at;
        if (!protocol() || !sentBy()) {
            return false;
        }
        end = at;
        blanks();
        while (is(';')) {
            int semicolon = at - 1;
            blanks();
            if (!parameter(semicolon)) {
                return false;
            }
            end = at;
            blanks();
        }
        more = at < fieldEnd;
        return !more || is(',');
    }

    /** {@code SIP / 2.0 / UDP} and a blank. */
    private boolean protocol() {
        int name = at;
        if (!all(Octets.TOKEN)) {
            return false;
        }
        versioned = named(SIP, name, at);
        if (!slash()) {
            return false;
        }
        int version = at;
        if (!all(Octets.TOKEN)) {
            return false;
        }
        versioned &= named(VERSION, version, at);
        return slash() && all(Octets.TOKEN) && blanks();
    }

    /** Goes on behind a slash and the white space around it. Whether there was one. */
    private boolean slash() {
        blanks();
        boolean isThere = is('/');
        blanks();
        return isThere;
    }

    private boolean sentBy() {
        host = at;
        if (is('[')) {
            if (!all(Octets.IPV6) || !is(']')) {
                return false;
            }
        } else if (!all(Octets.HOST)) {
            return false;
        }
        hostEnd = at;
        port = 0;
        int before = at;
        blanks();
        if (!is(':')) {
            at = before;
            return true;
        }
        blanks();
        int digits = at;
        all(Octets.DIGIT);
        port = Octets.port(data, digits, at);
        return port >= 0;
    }

    private boolean parameter(int semicolon) {
        int name = at;
        if (!all(Octets.TOKEN)) {
            return false;
        }
        int nameEnd = at;
        blanks();
        boolean valued = is('=');
        int value = nameEnd;
        if (valued) {
            blanks();
            value = at;
            if (!all(Octets.VALUE) && !quoted() && at < fieldEnd && data[at] != ';' && data[at] != ',') {
                return false;
            }
        } else {
            at = nameEnd;
        }
        if (named(BRANCH, name, nameEnd)) {
            boolean usable = branch < 0 && value < at;
            branch = value;
            branchEnd = at;
            return usable;
        }
        if (named(RPORT, name, nameEnd)) {
            boolean usable = rportNameEnd < 0 && (!valued || Octets.port(data, value, at) >= 0);
            rportNameEnd = nameEnd;
            rportEnd = at;
            return usable;
        }
        if (named(RECEIVED, name, nameEnd)) {
            boolean first = received < 0;
            received = semicolon;
            receivedEnd = at;
            return first;
        }
        alias |= named(ALIAS, name, nameEnd);
        return true;
    }

    private boolean quoted() {
        if (!is('"')) {
            return false;
        }
        while (at < fieldEnd && data[at] != '"') {
            at += data[at] == '\\' ? 2 : 1;
        }
        return is('"');
    }

    /** Goes on behind characters of a kind. Whether there was any. */
    private boolean all(int kind) {
        int first = at;
        at = Octets.past(kind, data, at, fieldEnd);
        return at > first;
    }

    private boolean is(char c) {
        if (at < fieldEnd && data[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    /** Goes on behind white space. Whether there was any. */
    private boolean blanks() {
        return all(Octets.BLANK);
    }

    private boolean named(byte[] text, int nameStart, int nameEnd) {
        return Octets.areAnyCase(data, nameStart, nameEnd, text);
    }

    /** Whether the one that was read last is of SIP/2.0. */
    public boolean isVersion2() {
        return versioned;
    }

    public int branchStart() {
        return branch;
    }

    public int branchEnd() {
        return branchEnd;
    }

    /** The one that was read last, as a request's topmost. */
    public TopmostVia topmost() {
        return new TopmostVia(start, end, host, hostEnd, port, branch, branchEnd, rportNameEnd, rportEnd, received,
                receivedEnd, alias);
    }

    /** Whether a branch was made by the rules of RFC 3261 (§8.1.1.7). */
    public static boolean hasCookie(byte[] data, TopmostVia via) {
        return via.branchStart() >= 0 && via.branchEnd() - via.branchStart() > COOKIE.length
                && Octets.startWithAnyCase(data, via.branchStart(), via.branchEnd(), COOKIE);
    }
}
