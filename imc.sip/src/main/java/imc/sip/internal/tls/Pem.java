package imc.sip.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Certificates and a private key as text (RFC 7468), as Kamailio's tls module and most authorities have them. */
final class Pem {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private Pem() {
    }

    static boolean isPem(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }

    /** The private key, if there is one, with its chain of certificates in the file's order; else the certificates. */
    static KeyStore store(byte[] file, Secret password) throws IOException, GeneralSecurityException {
        PrivateKey key = null;
        List<Certificate> certificates = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
        while (blocks.find()) {
            byte[] bytes = Base64.getMimeDecoder().decode(blocks.group(2));
            switch (blocks.group(1)) {
                case "CERTIFICATE" -> certificates.add(CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(bytes)));
                case "PRIVATE KEY" -> key = key(new PKCS8EncodedKeySpec(bytes));
                case "ENCRYPTED PRIVATE KEY" -> key = key(decrypted(bytes, password));
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> throw new IOException("its private key is not in PKCS #8;"
                        + " 'openssl pkcs8 -topk8' makes it so");
                default -> { }
            }
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        if (key != null) {
            store.setKeyEntry("key", key, password.characters(), certificates.toArray(new Certificate[0]));
        } else {
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("certificate" + store.size(), certificate);
            }
        }
        return store;
    }

    private static PrivateKey key(KeySpec spec) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // it is of another kind
            }
        }
        throw new InvalidKeySpecException("the private key is neither RSA nor EC nor EdDSA");
    }

    private static KeySpec decrypted(byte[] bytes, Secret password) throws IOException, GeneralSecurityException {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
            // The name of the scheme as a whole (PBES2) says nothing; that of its parameters does.
            String algorithm = info.getAlgParameters().toString();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(algorithm)
                    .generateSecret(new PBEKeySpec(password.characters())), info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (InvalidKeySpecException | java.security.InvalidKeyException e) {
            throw new UnrecoverableKeyException(e.getMessage());
        }
    }
}
