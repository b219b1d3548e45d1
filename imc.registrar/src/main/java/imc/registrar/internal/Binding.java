package imc.registrar.internal;

import imc.api.location.Contact;
import imc.api.sip.Flow;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * That a user can be reached at a contact, until some moment. It holds no more than it must: users are many.
 *
 * @param text       the value of the Contact header, without {@code expires}
 * @param preference q in thousandths
 * @param callId     the Call-ID of the request that made it or refreshed it last
 * @param cseq       that request's CSeq number
 * @param expiry     the moment from which it is no more, as {@link System#nanoTime()}
 * @param source     in whose name it is counted; empty for nobody's
 * @param place      what others see of it
 */
record Binding(String text, int preference, String callId, long cseq, long expiry, String source, Contact place) {

    /** What one takes at least, its user and its share of all tables included. */
    static final int LEAST_BYTES = 1024;

    private static final int CALL_ID_STEP = 64;
    private static final int TEXT_STEP = 256;
    private static final int FIXED_BYTES = LEAST_BYTES - CALL_ID_STEP - TEXT_STEP;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    Binding(ContactValue contact, String callId, long cseq, long expiry, String source, Contact place) {
        this(contact.text(), contact.preference(), callId, cseq, expiry, source, place);
    }

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

    /** This after the end of its connection; empty where that was the only way. */
    Optional<Binding> withoutFlow() {
        return place.flowOnly() ? Optional.empty() : Optional.of(new Binding(text, preference, callId, cseq,
                expiry, source, new Contact(place.uri(), Optional.empty())));
    }

    boolean isAlive(long now) {
        return expiry - now > 0;
    }

    /** What is left, rounded up, so that a fresh binding lasts as long as the client was told. */
    long secondsLeft(long now) {
        return (expiry - now + NANOS - 1) / NANOS;
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
