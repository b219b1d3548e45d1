package imc.sip.internal.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * Reads a key store or a trust store: PKCS #12, JKS or PEM, told by what is in it.
 *
 * @param key the configuration key that names the file, for what is said about it
 */
record KeyStoreFile(String key, Path path, Secret password) {

    /** With a private key and a certificate that is valid now. */
    KeyStore withPrivateKey() throws TlsException {
        KeyStore store = read();
        try {
            boolean found = false;
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    found = true;
                    Key secret = store.getKey(alias, password.characters());
                    if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                        certificate.checkValidity();
                        if (secret instanceof PrivateKey own && !isOf(certificate, own)) {
                            throw refused("its private key is not that of its certificate", null);
                        }
                    }
                }
            }
            if (!found) {
                throw refused("there is no private key in it", null);
            }
            return store;
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            boolean expired = e instanceof CertificateExpiredException;
            throw refused("its certificate " + (expired ? "has expired (" : "is not valid yet (") + e.getMessage()
                    + ")", e);
        } catch (UnrecoverableKeyException e) {
            throw refused("the password is wrong (" + key + "_password)", e);
        } catch (GeneralSecurityException e) {
            throw refused(e.getMessage(), e);
        }
    }

    /** Whether what the key signs is what the certificate stands for; a handshake would fail otherwise. */
    private static boolean isOf(X509Certificate certificate, PrivateKey own) throws GeneralSecurityException {
        String kind = own.getAlgorithm();
        Signature signature = Signature.getInstance(kind.equals("RSA") ? "SHA256withRSA"
                : kind.equals("EC") ? "SHA256withECDSA" : kind.equals("DSA") ? "SHA256withDSA" : kind);
        signature.initSign(own);
        signature.update((byte) 1);
        byte[] signed = signature.sign();
        try {
            signature.initVerify(certificate.getPublicKey());
            signature.update((byte) 1);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException e) {
            return false; // of another kind, or of another length
        }
    }

    /** When the first of the certificates that stand with a private key expires. */
    static Instant expires(KeyStore store) throws KeyStoreException {
        Instant expires = Instant.MAX;
        for (String alias : Collections.list(store.aliases())) {
            Certificate[] chain = store.getCertificateChain(alias); // null of a key that has none
            if (chain != null) {
                for (Certificate each : chain) {
                    if (each instanceof X509Certificate one && one.getNotAfter().toInstant().isBefore(expires)) {
                        expires = one.getNotAfter().toInstant();
                    }
                }
            }
        }
        return expires;
    }

    /** With one certificate or more. */
    KeyStore withCertificates() throws TlsException {
        KeyStore store = read();
        try {
            List<String> aliases = Collections.list(store.aliases());
            if (aliases.isEmpty()) {
                throw refused("there is no certificate in it", null);
            }
            // The JDK trusts certificates alone, not those that belong to a private key.
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (String alias : aliases) {
                trusted.setCertificateEntry(alias, store.getCertificate(alias));
            }
            return trusted;
        } catch (GeneralSecurityException | IOException e) {
            throw refused(e.getMessage(), e);
        }
    }

    private KeyStore read() throws TlsException {
        try {
            byte[] bytes = Files.readAllBytes(path);
            return Pem.isPem(bytes) ? Pem.store(bytes, password) : KeyStore.getInstance(path.toFile(),
                    password.characters());
        } catch (NoSuchFileException e) {
            throw TlsException.noSuchFile(key, path.toString(), e);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            if (isWrongPassword(e)) {
                throw refused("the password is wrong (" + key + "_password)", e);
            }
            boolean unknown = e instanceof KeyStoreException;
            throw refused(unknown ? "it is neither PKCS12 nor JKS nor PEM" : "it cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isWrongPassword(Throwable e) {
        return e instanceof UnrecoverableKeyException || e.getCause() instanceof UnrecoverableKeyException
                || String.valueOf(e.getMessage()).contains("password was incorrect");
    }

    private TlsException refused(String why, Throwable cause) {
        return new TlsException(key, path.toString(), why, cause);
    }
}
