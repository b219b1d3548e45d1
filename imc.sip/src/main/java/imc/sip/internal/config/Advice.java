package imc.sip.internal.config;

import imc.api.config.Settings;
import java.util.Optional;
import java.util.function.Predicate;

/** What is allowed and most likely not meant, in a sentence that names PID, key, value and what would be right. */
public final class Advice {

    private Advice() {
    }

    /**
     * Looks settings over.
     *
     * @param ourselves whether what is sent to a URI comes back
     * @return empty where nothing is to be said
     */
    public static Optional<String> on(Settings settings, Predicate<SipUri> ourselves) {
        return settings.get(SipSettings.OUTBOUND_PROXY).filter(ourselves).map(proxy -> SipSettings.PID
                + ": outbound_proxy = '" + proxy.text() + "': that is this server itself (listen), so that nothing can "
                + "be sent; right would be the address of another server, or nothing");
    }
}
