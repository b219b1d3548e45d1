package imc.sip.internal;

import imc.api.config.Settings;
import imc.sip.internal.config.SipSettings;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.tls.Tls;
import imc.sip.internal.tls.TlsException;
import imc.sip.internal.tls.TlsKeys;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our keys for TLS. Connections that are open keep the keys with which they began. */
final class KeysInForce implements Supplier<Tls> {

    private static final Logger LOG = LoggerFactory.getLogger(SipStack.class);

    private final Figures figures;
    private volatile Tls keys;
    private volatile TlsKeys read = SipSettings.tlsKeys(SipSettings.initial());
    private volatile String stamp = read.stamp();
    private volatile Optional<String> refused = Optional.empty();

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
    synchronized void read(Settings settings) throws IOException {
        TlsKeys named = SipSettings.tlsKeys(settings);
        read = named;
        stamp = named.stamp();
        refused = Optional.empty();
        try {
            if (named.isSet()) {
                take(named);
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

    private void take(TlsKeys named) throws TlsException {
        keys = Tls.of(named);
        figures.certificate(keys.expires());
    }

    /** Has the files read again, by a thread of its own, where they are others now, as after a renewal. */
    void look() {
        if (!read.stamp().equals(stamp)) {
            Thread thread = new Thread(this::renew, "imc-sip keys");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private synchronized void renew() {
        TlsKeys named = read;
        String now = named.stamp();
        if (now.equals(stamp)) {
            return;
        }
        stamp = now;
        try {
            take(named);
            refused = Optional.empty();
            LOG.info("{}: the keys for TLS were read again, the certificate is good until {}", SipSettings.PID,
                    keys.expires());
        } catch (TlsException e) {
            refuse(e.getMessage(), null);
        } catch (RuntimeException | Error e) {
            refuse("the keys for TLS cannot be read", e);
        }
    }

    private void refuse(String why, Throwable unexpected) {
        String said = SipSettings.PID + ": " + why + "; the keys for TLS are what they were";
        refused = Optional.of(said);
        LOG.error(said, unexpected);
    }

    /** Why the files, as they are now, are not in force, though nobody has edited the configuration. */
    Optional<String> refused() {
        return refused;
    }
}
