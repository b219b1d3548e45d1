package imc.sip.internal.config;

import imc.api.sip.SipGuard;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Where we may listen, as whoever guards the server says.
 *
 * @param refusal why not beyond loopback; empty where we may
 */
public record Guarded(Optional<String> refusal) {

    /** While nobody has guarded the server yet. */
    public static final Guarded BY_NOBODY =
            new Guarded(Optional.of("nobody says yet who may send requests, which imc.auth does"));

    /** As somebody guards it. */
    public static Guarded by(SipGuard guard) {
        return new Guarded(guard.refusal());
    }

    /** Those at which we may. */
    public List<ListeningAddress> allowed(List<ListeningAddress> addresses) {
        return refusal.isEmpty() ? addresses : addresses.stream().filter(Guarded::isLocal).toList();
    }

    /** That we may not listen at some, and what to do about it; empty where we may at all. */
    public Optional<String> forbidden(List<ListeningAddress> addresses) {
        List<String> beyond = refusal.isEmpty() ? List.of()
                : addresses.stream().filter(address -> !isLocal(address)).map(String::valueOf).toList();
        return beyond.isEmpty() ? Optional.empty()
                : Optional.of("the server does not listen at " + String.join(", ", beyond) + " (listen in "
                        + "imc.transport.sip), which is beyond loopback: " + refusal.orElseThrow());
    }

    /** What is unknown is nowhere, as whoever tries to listen there says better. */
    private static boolean isLocal(ListeningAddress address) {
        try {
            return InetAddress.getByName(address.host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return true;
        }
    }
}
