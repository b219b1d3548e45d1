package imc.sip.internal;

import imc.api.config.Settings;
import imc.api.sip.SipGuard;
import imc.sip.internal.config.Guarded;
import imc.sip.internal.config.ListeningAddress;
import imc.sip.internal.config.SipSettings;
import imc.sip.internal.listen.Listening;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of the configuration the system has to agree to: addresses at which we listen, and files with keys. Where an
 * edit fails what was open stays open, and whoever asks for the server's state is told so until an edit succeeds.
 */
final class Opened {

    private static final Logger LOG = LoggerFactory.getLogger(SipStack.class);

    private final Listening listening;
    private final KeysInForce tls;
    private final Incoming incoming;
    private volatile List<String> refused = List.of();
    private volatile Optional<String> unopened = Optional.empty();
    private volatile Optional<String> forbidden = Optional.empty();
    private Guarded guarded = Guarded.BY_NOBODY;
    private boolean isOpen;
    private volatile Runnable reopened = () -> { };

    Opened(Listening listening, KeysInForce tls, Incoming incoming) {
        this.listening = listening;
        this.tls = tls;
        this.incoming = incoming;
    }

    /**
     * Whoever does not listen on TLS can do without keys.
     *
     * @throws IOException naming the address that cannot be opened, or the file that cannot be read
     */
    synchronized void open(Settings settings) throws IOException {
        try {
            tls.read(settings);
        } catch (IOException e) {
            if (SipSettings.isSecure(settings)) {
                throw e;
            }
            LOG.error(e.getMessage());
            refused = List.of(e.getMessage());
        }
        listen(settings);
        isOpen = true;
        forbidden.ifPresent(why -> LOG.info("For now, {}", why));
    }

    private void listen(Settings settings) throws IOException {
        List<ListeningAddress> addresses = settings.get(SipSettings.LISTEN);
        forbidden = guarded.forbidden(addresses);
        listening.listenAt(guarded.allowed(addresses), incoming);
    }

    /**
     * From now on, listening is allowed where that one says: once there is something open, that is opened or closed.
     */
    synchronized void guardedBy(SipGuard guard, Settings settings) {
        guarded = Guarded.by(guard);
        if (isOpen) {
            reopen(settings);
            reopened.run();
        }
    }

    /** Nothing is opened any more. */
    synchronized void end() {
        isOpen = false;
    }

    private void reopen(Settings settings) {
        try {
            listen(settings);
            unopened = Optional.empty();
            forbidden.ifPresent(LOG::error);
        } catch (IOException e) {
            unopened = Optional.of(e.getMessage());
            LOG.error(e.getMessage());
        }
    }

    /**
     * Only listening points that change are opened and closed.
     *
     * @param configuration what the next settings were read from
     * @return the next settings, with what is open in them
     */
    synchronized Settings edited(Settings before, Settings next, Map<String, Object> configuration) {
        List<String> failed = new ArrayList<>();
        Settings open = next;
        Optional<String> notOpen = Optional.empty();
        try {
            tls.read(next);
        } catch (IOException e) {
            failed.add(e.getMessage() + "; the keys for TLS are what they were");
        }
        try {
            listen(next);
            forbidden.ifPresent(LOG::error);
        } catch (IOException e) {
            String why = "%s; the server listens at %s as before, and tries again when the configuration is edited"
                    .formatted(e.getMessage(), listening);
            failed.add(why);
            notOpen = Optional.of(why);
            open = listeningAs(before, configuration);
        }
        failed.forEach(LOG::error);
        refused = List.copyOf(failed);
        unopened = notOpen;
        return open;
    }

    /** The new configuration, but for the addresses: those in force are those at which we listen. */
    private static Settings listeningAs(Settings before, Map<String, Object> configuration) {
        Map<String, Object> merged = new HashMap<>(configuration);
        merged.put(SipSettings.LISTEN.key(), before.get(SipSettings.LISTEN).stream()
                .map(ListeningAddress::toString).collect(Collectors.joining(", ")));
        return before.with(merged, refusal -> { });
    }

    /** That the server does not listen wherever the configuration asks for it; empty where it does. */
    Optional<String> unopened() {
        return unopened.or(() -> forbidden);
    }

    /** What the configuration asks for and could not be done, one sentence each. */
    List<String> refused() {
        return Stream.of(refused.stream(), forbidden.stream(), tls.refused().stream()).flatMap(Function.identity())
                .toList();
    }

    /** That is run when somebody has come who guards the server. */
    void tellReopened(Runnable listener) {
        reopened = listener;
    }
}
