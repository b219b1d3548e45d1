package imc.registrar.internal;

import imc.api.location.Contact;
import imc.api.location.StoredBinding;
import imc.api.sip.Flow;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * That a user can be reached at a contact, until some moment. It holds no more than it must: users are many.
 *
 * @param ruid      names it ({@link StoredBinding#ruid()}); whatever changes but the next four makes it another one
 * @param callId    the Call-ID of the request that made it or refreshed it last
 * @param cseq      that request's CSeq number
 * @param expiry    the moment from which it is no more, as {@link System#nanoTime()}
 * @param interval  for how many seconds it was granted; 0 where that is not known any more
 * @param text      the value of the Contact header, without what is the server's to say
 * @param userAgent what the client calls itself
 * @param source    in whose name it is counted; empty for nobody's
 * @param place     what others see of it
 */
record Binding(String ruid, String callId, long cseq, long expiry, int interval, String text, String userAgent,
        String source, Contact place) {

    /** What one takes at least, its user and its share of all tables included. */
    static final int LEAST_BYTES = 1024;

    private static final int CALL_ID_STEP = 64;
    private static final int TEXT_STEP = 256;
    private static final int FIXED_BYTES = LEAST_BYTES - CALL_ID_STEP - TEXT_STEP;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    /** As its client wrote it, but without {@code expires}. */
    ContactValue contact() {
        return ContactValue.parse(text);
    }

    Optional<Flow> flow() {
        return place.flow();
    }

    /** The id of its connection; 0 for none. */
    long flowId() {
        return place.flow().map(Flow::id).orElse(0L);
    }

    /** Whether another differs only in what a refresh changes. */
    boolean isRefreshedBy(Binding other) {
        return text.equals(other.text) && place.equals(other.place) && source.equals(other.source)
                && userAgent.equals(other.userAgent);
    }

    /** This, after a request that only lengthens it. */
    Binding refreshed(Binding by) {
        return new Binding(ruid, by.callId, by.cseq, by.expiry, by.interval, text, userAgent, source, place);
    }

    /**
     * This after the end of its connection; empty where that was the only way.
     *
     * @param other its ruid from then on
     */
    Optional<Binding> withoutFlow(String other) {
        Contact without =
                new Contact(place.uri(), Optional.empty(), false, place.path(), place.q(), place.instance());
        return place.flowOnly() ? Optional.empty()
                : Optional.of(new Binding(other, callId, cseq, expiry, interval, text, userAgent, source, without));
    }

    boolean isAlive(long now) {
        return expiry - now > 0;
    }

    /** What is left, rounded up, so that a fresh binding lasts as long as the client was told. */
    long secondsLeft(long now) {
        return (expiry - now + NANOS - 1) / NANOS;
    }

    /**
     * Until when a store keeps it: for as long as one more refresh of the same length could lengthen it, so that not
     * each need be written before it is answered.
     */
    long keptUntil() {
        return expiry + interval * NANOS;
    }

    /** The value of a Contact header that tells about this binding. */
    String contactHeader(long now) {
        return text + ";expires=" + secondsLeft(now);
    }

    /**
     * How much memory it takes, about, and rounded up in steps: a refresh, which has another Call-ID and perhaps
     * another port, is to count for as much as what it replaces.
     */
    int bytes() {
        int texts = bytes(text) + bytes(place.uri());
        for (String proxy : place.path()) {
            texts += bytes(proxy);
        }
        return FIXED_BYTES + steps(bytes(callId), CALL_ID_STEP) + steps(texts, TEXT_STEP);
    }

    private static int steps(int bytes, int step) {
        return Math.max(1, (bytes + step - 1) / step) * step;
    }

    private static int bytes(String text) {
        return text.length() << (text.chars().allMatch(c -> c <= 0xFF) ? 0 : 1);
    }
}
