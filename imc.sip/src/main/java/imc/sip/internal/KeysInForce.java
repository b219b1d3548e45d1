package imc.sip.internal;

import imc.api.config.Settings;
import imc.sip.internal.config.ListeningAddress;
import imc.sip.internal.config.SipSettings;
import imc.sip.internal.tls.Tls;
import imc.sip.internal.tls.TlsException;
import imc.sip.internal.tls.TlsKeys;
import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our keys for TLS. Connections that are open keep the keys with which they began. */
final class KeysInForce implements Supplier<Tls> {

    private static final Logger LOG = LoggerFactory.getLogger(SipStack.class);

    private volatile Tls keys;

    /** Null for none. */
    @Override
    public Tls get() {
        return keys;
    }

    /**
     * Reads them before there are any. Whoever does not listen on TLS can do without.
     *
     * @throws IOException naming what is wrong with them
     */
    void readAtFirst(Settings settings) throws IOException {
        try {
            read(settings);
        } catch (IOException e) {
            if (isSecure(settings)) {
                throw e;
            }
            LOG.error(e.getMessage());
        }
    }

    /**
     * Reads them anew; where they cannot be used, those before stay in force.
     *
     * @throws IOException naming what is wrong with them
     */
    void read(Settings settings) throws IOException {
        TlsKeys named = SipSettings.tlsKeys(settings);
        try {
            if (named.isSet()) {
                keys = Tls.of(named);
            } else if (!isSecure(settings)) {
                keys = null;
            } else {
                throw TlsException.missing();
            }
        } catch (TlsException e) {
            throw new IOException(SipSettings.PID + ": " + e.getMessage(), e);
        }
    }

    private static boolean isSecure(Settings settings) {
        return settings.get(SipSettings.LISTEN).stream().anyMatch(ListeningAddress::isSecure);
    }
}
