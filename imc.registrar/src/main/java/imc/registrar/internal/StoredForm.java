package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.location.StoredBinding;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Bindings as a store keeps them: until a time of day, and for one refresh longer than they last.
 *
 * @param table whose clock says for how long a binding lasts
 * @param clock the time of day, by which alone two launches can tell how long it is between them
 */
record StoredForm(LocationTable table, InstantSource clock) {

    /** What no setting allows makes no sense. */
    private static final Duration LONGEST = Duration.ofDays(2 * 365L);

    StoredBinding of(SipAddress user, Binding binding) {
        ContactValue contact = binding.contact();
        Contact place = binding.place();
        Instant until = clock.instant().plusNanos(binding.keptUntil() - table.now());
        return new StoredBinding(binding.ruid(), user, binding.text(), place.uri(), place.q(), until, binding.callId(),
                binding.cseq(), binding.userAgent(), place.instance(), contact.regId(), binding.source(), place.flow(),
                place.flowOnly(), place.path());
    }

    /**
     * A binding that was kept.
     *
     * @return empty for what has expired, and for a connection that is no more
     * @throws IllegalArgumentException where it makes no sense
     */
    Optional<Binding> read(StoredBinding stored) {
        Duration left = Duration.between(clock.instant(), stored.expires());
        if (left.isNegative() || left.isZero()) {
            return Optional.empty();
        }
        ContactValue contact = ContactValue.parse(stored.contact());
        if (left.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("it would last until " + stored.expires());
        }
        Binding binding = new Binding(stored.ruid(), stored.callId(), stored.cseq(), table.now() + left.toNanos(), 0,
                contact.text(), stored.userAgent().intern(), stored.source(), new Contact(stored.uri(), stored.flow(),
                        stored.flowOnly(), stored.path(), stored.q(), contact.device()));
        boolean isGone = !table.ruids().isOfThisLaunch(stored.ruid())
                && stored.flow().filter(flow -> flow.kind().isReliable()).isPresent();
        // No connection outlives the process: after another launch its port may be a stranger's. Datagrams need none.
        return isGone ? binding.withoutFlow(table.ruids().nextAfter(stored.ruid())) : Optional.of(binding);
    }
}
