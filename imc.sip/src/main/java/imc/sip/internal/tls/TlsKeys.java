package imc.sip.internal.tls;

import java.nio.file.Path;

/**
 * Where keys and certificates are, as they are configured.
 *
 * @param keyStore   our certificate and its private key; empty for none
 * @param trustStore the certificates of those who are trusted; empty for those that the JDK trusts
 */
public record TlsKeys(String keyStore, Secret keyStorePassword, String trustStore, Secret trustStorePassword,
        ClientAuth clientAuth) {

    /** Whether there is a key at all, without which nobody can be served. */
    public boolean isSet() {
        return !keyStore.isEmpty();
    }

    Path keyPath() {
        return Path.of(keyStore);
    }

    Path trustPath() {
        return Path.of(trustStore);
    }
}
