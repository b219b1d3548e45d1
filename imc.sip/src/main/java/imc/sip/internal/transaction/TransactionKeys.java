package imc.sip.internal.transaction;

import imc.sip.internal.net.Source;
import imc.sip.internal.wire.HeadScan;
import imc.sip.internal.wire.Header;
import imc.sip.internal.wire.NameScan;
import imc.sip.internal.wire.Octets;
import imc.sip.internal.wire.RequestHead;
import imc.sip.internal.wire.Tokens;
import imc.sip.internal.wire.TopmostVia;
import imc.sip.internal.wire.ViaScan;
import java.net.InetAddress;
import java.security.SecureRandom;

/**
 * What requests are matched by (RFC 3261 §17.2.3), as hashes that nobody outside can foresee: branch, sent-by and
 * method; where the branch is one of RFC 2543, the Request-URI, the tags, Call-ID, CSeq and the topmost Via in its
 * place. Where it came from stands beside that, the port left out, which may be another one behind a NAT: whoever has
 * seen a request can send it, too.
 */
public final class TransactionKeys {

    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    /** What is not the same when it is escaped (RFC 3261 §19.1.4), of what may stand in a user part. */
    private static final String RESERVED = "&=+$,;?/";
    private static final int ESCAPED = 0x100;

    private final long seed;
    private final long tagSeed;
    private final long mergeSeed;
    private final long sourceSeed;

    public TransactionKeys() {
        SecureRandom random = new SecureRandom();
        this.seed = random.nextLong();
        this.tagSeed = random.nextLong();
        this.mergeSeed = random.nextLong();
        this.sourceSeed = random.nextLong();
    }

    /** Of the transaction of a request from there. */
    public TransactionId of(RequestHead request, InetAddress source) {
        return of(base(request), request, request.method(), source);
    }

    /** Of the transaction that a CANCEL from there means, if it was of that method. */
    public TransactionId cancelled(TransactionId cancel, RequestHead parts, String method, InetAddress source) {
        return of(cancel.base(), parts, method, source);
    }

    private TransactionId of(long base, RequestHead request, String method, InetAddress source) {
        long key = of(base, method);
        return new TransactionId(base, merged(request, method, key), TransactionId.withSource(key,
                finished(Source.of(source) ^ sourceSeed)));
    }

    /** What a request and its CANCEL have in common (§9.2). */
    private long base(RequestHead request) {
        HeadScan head = request.head();
        byte[] data = head.data();
        TopmostVia via = request.via();
        if (ViaScan.hasCookie(data, via)) {
            long hash = anyCase(seed, data, via.branchStart(), via.branchEnd());
            return anyCase(hash, data, via.host(), via.hostEnd()) ^ via.port();
        }
        long hash = exact(seed, data, request.uriStart(), request.uriEnd());
        hash = tag(tag(hash, data, request.from()), data, request.to());
        hash = exact(hash, data, head.start(Header.CALL_ID), head.end(Header.CALL_ID));
        return exact(hash, data, via.start(), via.end()) ^ request.sequence();
    }

    /** The key of the transaction of a method. */
    private long of(long base, String method) {
        return finished(base ^ method.hashCode() * FACTOR);
    }

    /**
     * What a request and the same by another way have in common (§8.2.2.2). Those for different addresses are not the
     * same: each room is a user agent of its own, and a proxy may fork to two. How an address is spelt does not count.
     *
     * @param method its own, or for a CANCEL, which has all the rest of the request that it cancels (§9.1), that one's
     * @param key    the key of its transaction and of its copies, which nothing else has where it cannot be told
     */
    private long merged(RequestHead request, String method, long key) {
        // Nothing is done twice by an OPTIONS, and there are monitors that ask always with the same.
        if (!request.from().isTagged() || request.to().isTagged() || method.equals("OPTIONS")
                || method.equals("CANCEL")) {
            return key;
        }
        HeadScan head = request.head();
        long hash = address(mergeSeed, head.data(), request.uriStart(), request.uriEnd());
        hash = tag(hash, head.data(), request.from());
        hash = exact(hash, head.data(), head.start(Header.CALL_ID), head.end(Header.CALL_ID));
        return of(hash ^ request.sequence(), method);
    }

    /** The To tag of an answer, each time the same, and for a request's CANCEL that of the request (§9.2). */
    public String tag(long base) {
        return Tokens.of(finished(finished(base) ^ tagSeed));
    }

    /** The To tag of an answer to what makes no transaction; the same for the same. */
    public String tag(byte[] message) {
        return tag(exact(seed, message, 0, message.length));
    }

    private static long tag(long start, byte[] data, NameScan name) {
        return exact(start, data, name.tagStart(), name.tagEnd());
    }

    /**
     * Whom a URI means: the user without his password, with escapes for what they stand for, and the host in lower case
     * (§19.1.4). What is not read here, such as another spelling of an IPv6 address, makes another address.
     */
    private static long address(long start, byte[] data, int from, int to) {
        int at = Octets.indexOf(data, from, to, '@');
        int i = Octets.indexOf(data, from, to, ':') + 1;
        long hash = start;
        if (at < to) {
            for (; i < at && data[i] != ':'; i++) {
                int c = data[i];
                if (c == '%') {
                    c = (byte) (Character.digit(data[i + 1], 16) << 4 | Character.digit(data[i + 2], 16));
                    c = RESERVED.indexOf(c) < 0 ? c : c | ESCAPED;
                    i += 2;
                }
                hash = mixed(hash, c);
            }
            i = at + 1;
            hash = mixed(hash, '@');
        }
        boolean bracketed = i < to && data[i] == '[';
        for (; i < to && data[i] != ';' && data[i] != '?' && (bracketed || data[i] != ':'); i++) {
            byte c = data[i];
            bracketed &= c != ']';
            hash = mixed(hash, Octets.lower(c));
        }
        return hash;
    }

    private static long mixed(long hash, int c) {
        long next = (hash ^ c) * FACTOR;
        return next ^ next >>> 29;
    }

    private static long anyCase(long start, byte[] data, int from, int to) {
        long hash = start ^ to - from;
        for (int i = from; i < to; i++) {
            hash = mixed(hash, Octets.lower(data[i]));
        }
        return hash;
    }

    private static long exact(long start, byte[] data, int from, int to) {
        long hash = start ^ to - from;
        for (int i = from; i < to; i++) {
            hash = mixed(hash, data[i]);
        }
        return hash;
    }

    private static long finished(long value) {
        long hash = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
        hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
        return hash ^ hash >>> 32;
    }
}
