package imc.sip.internal.tls;

import java.io.File;
import java.util.Optional;

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

    /**
     * What of them is not there for whoever listens on TLS. Opens nothing. A path that is not absolute is not looked
     * for: it depends on the directory in which the server runs.
     */
    public Optional<TlsException> missing() {
        if (!isSet()) {
            return Optional.of(TlsException.missing());
        }
        return missing("tls_key_store", keyStore).or(() -> missing("tls_trust_store", trustStore));
    }

    private static Optional<TlsException> missing(String key, String path) {
        File file = new File(path);
        return file.isAbsolute() && !file.exists() ? Optional.of(TlsException.noSuchFile(key, path, null))
                : Optional.empty();
    }

    /** What tells the files, as they are now, from what they were or will be. */
    public String stamp() {
        return stamp(keyStore) + ' ' + stamp(trustStore);
    }

    private static String stamp(String path) {
        File file = new File(path);
        return file.lastModified() + "," + file.length();
    }
}
