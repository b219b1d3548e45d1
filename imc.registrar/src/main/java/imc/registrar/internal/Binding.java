package imc.registrar.internal;

import imc.api.location.Contact;
import imc.api.sip.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * That a user can be reached at a contact, until some moment.
 *
 * @param contact where
 * @param callId  the Call-ID of the request that made it or refreshed it last
 * @param cseq    that request's CSeq number
 * @param expiry  the moment from which it is no more
 * @param place   what others see of it; the same object for as long as the binding lasts
 */
record Binding(ContactValue contact, String callId, long cseq, Instant expiry, Contact place) {

    /** @param flow the connection of that request, empty for UDP */
    Binding(ContactValue contact, String callId, long cseq, Instant expiry, Optional<Flow> flow) {
        this(contact, callId, cseq, expiry, new Contact(contact.uri().requestUri(), flow));
    }

    Optional<Flow> flow() {
        return place.flow();
    }

    boolean isAlive(Instant now) {
        return now.isBefore(expiry);
    }

    /** What is left, rounded up, so that a fresh binding lasts as long as the client was told. */
    long secondsLeft(Instant now) {
        return Duration.between(now, expiry).plusNanos(999_999_999).toSeconds();
    }

    /** The value of a Contact header that tells about this binding. */
    String contactHeader(Instant now) {
        return contact.text() + ";expires=" + secondsLeft(now);
    }
}
