package imc.sip.internal;

import imc.api.config.Settings;
import imc.sip.internal.config.SipSettings;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.tls.Tls;
import imc.sip.internal.tls.TlsException;
import imc.sip.internal.tls.TlsKeys;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Supplier;

/** Our keys for TLS. Connections that are open keep the keys with which they began. */
final class KeysInForce implements Supplier<Tls> {

    private final Figures figures;
    private volatile Tls keys;

    /** @param figures tell when the certificate expires */
    KeysInForce(Figures figures) {
        this.figures = figures;
    }

    /** Null for none. */
    @Override
    public Tls get() {
        return keys;
    }

    /**
     * Reads them; where they cannot be used, those before, if any, stay in force.
     *
     * @throws IOException naming what is wrong with them
     */
    void read(Settings settings) throws IOException {
        TlsKeys named = SipSettings.tlsKeys(settings);
        try {
            if (named.isSet()) {
                keys = Tls.of(named);
                figures.certificate(keys.expires());
            } else if (!SipSettings.isSecure(settings)) {
                keys = null;
                figures.certificate(Instant.EPOCH);
            } else {
                throw TlsException.missing();
            }
        } catch (TlsException e) {
            throw new IOException(SipSettings.PID + ": " + e.getMessage(), e);
        }
    }
}
