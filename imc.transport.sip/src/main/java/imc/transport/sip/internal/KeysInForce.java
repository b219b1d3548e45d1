package imc.transport.sip.internal;

import imc.api.config.Settings;
import imc.transport.sip.internal.config.ListeningAddress;
import imc.transport.sip.internal.config.TransportSettings;
import imc.transport.sip.internal.tls.Tls;
import imc.transport.sip.internal.tls.TlsException;
import imc.transport.sip.internal.tls.TlsKeys;
import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our keys for TLS. Connections that are open keep the keys with which they began. */
final class KeysInForce implements Supplier<Tls> {

    private static final Logger LOG = LoggerFactory.getLogger(SipTransport.class);

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
        TlsKeys named = TransportSettings.tlsKeys(settings);
        try {
            if (named.isSet()) {
                keys = Tls.of(named);
            } else if (!isSecure(settings)) {
                keys = null;
            } else {
                throw TlsException.missing();
            }
        } catch (TlsException e) {
            throw new IOException(TransportSettings.PID + ": " + e.getMessage(), e);
        }
    }

    private static boolean isSecure(Settings settings) {
        return settings.get(TransportSettings.LISTEN).stream().anyMatch(ListeningAddress::isSecure);
    }
}
