package imc.sip.internal.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Our keys and those whom we trust, read once. Makes the engine of each connection. Immutable. */
public final class Tls {

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final SSLContext context;
    private final ClientAuth clientAuth;
    private final Instant expires;

    private Tls(SSLContext context, ClientAuth clientAuth, Instant expires) {
        this.context = context;
        this.clientAuth = clientAuth;
        this.expires = expires;
    }

    /**
     * Reads the stores.
     *
     * @throws TlsException naming key, value and what is wrong
     */
    public static Tls of(TlsKeys keys) throws TlsException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyStore store = new KeyStoreFile("tls_key_store", Path.of(keys.keyStore()), keys.keyStorePassword())
                    .withPrivateKey();
            context.init(keyManagers(store, keys), trustManagers(keys), null);
            return new Tls(context, keys.clientAuth(), KeyStoreFile.expires(store));
        } catch (GeneralSecurityException e) {
            throw new TlsException("tls_key_store", keys.keyStore(), e.getMessage(), e);
        }
    }

    private static KeyManager[] keyManagers(KeyStore store, TlsKeys keys) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, keys.keyStorePassword().characters());
        return factory.getKeyManagers();
    }

    /** Null for those of the JDK. */
    private static TrustManager[] trustManagers(TlsKeys keys) throws TlsException, GeneralSecurityException {
        if (keys.trustStore().isEmpty()) {
            return null;
        }
        KeyStore store = new KeyStoreFile("tls_trust_store", Path.of(keys.trustStore()), keys.trustStorePassword())
                .withCertificates();
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** When the first of the certificates that we may show expires, those of its issuers included. */
    public Instant expires() {
        return expires;
    }

    /** For a connection that a peer has opened. */
    public SSLEngine accepting() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = parameters(engine);
        parameters.setWantClientAuth(clientAuth == ClientAuth.WANT);
        if (clientAuth == ClientAuth.NEED) {
            parameters.setNeedClientAuth(true);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** For a connection that we open. Whether the peer is who it should be, {@link #isPeer} says afterwards. */
    public SSLEngine connecting(String name, int port) {
        SSLEngine engine = context.createSSLEngine(name, port);
        engine.setUseClientMode(true);
        engine.setSSLParameters(parameters(engine));
        return engine;
    }

    private static SSLParameters parameters(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        List<String> supported = List.of(engine.getSupportedProtocols());
        parameters.setProtocols(PROTOCOLS.stream().filter(supported::contains).toArray(String[]::new));
        return parameters;
    }

    /** Whether the peer has shown a certificate, which is trusted, of that very name. */
    public static boolean isPeer(SSLSession session, String name) {
        return certificate(session).filter(certificate -> PeerName.isIn(certificate, name)).isPresent();
    }

    /** The names of SIP domains in such a certificate, in lower case. */
    public static Set<String> peerNames(SSLSession session) {
        return certificate(session).map(PeerName::all).orElse(Set.of());
    }

    private static Optional<X509Certificate> certificate(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate shown ? Optional.of(shown)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
