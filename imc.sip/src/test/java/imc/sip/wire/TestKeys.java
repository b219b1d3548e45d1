package imc.sip.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Keys and certificates for tests, made by the JDK's keytool when they are needed first. */
public final class TestKeys {

    public static final String PASSWORD = "changeit";

    private static final Map<String, Path> STORES = new ConcurrentHashMap<>();

    private static final Map<String, SSLContext> CONTEXTS = new ConcurrentHashMap<>();

    private TestKeys() {
    }

    /** For 127.0.0.1, self-signed: who trusts it names it as a trust store. */
    public static Path server() {
        return store("server", "-ext", "san=ip:127.0.0.1,dns:localhost");
    }

    public static Path client() {
        return store("client", "-ext", "san=uri:sip:proxy.example.com,ip:127.0.0.1");
    }

    /** For another host. */
    public static Path stranger() {
        return store("stranger", "-ext", "san=dns:elsewhere.example.com", "-validity", "10");
    }

    public static Path expired() {
        return store("expired", "-startdate", "-3d", "-validity", "1");
    }

    private static Path store(String name, String... options) {
        return STORES.computeIfAbsent(name, key -> {
            try {
                Path directory = Files.createTempDirectory("imc-keys");
                directory.toFile().deleteOnExit();
                Path file = directory.resolve(name + ".p12");
                file.toFile().deleteOnExit();
                List<String> command = new ArrayList<>(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                        "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-keystore",
                        file.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
                command.addAll(List.of(options));
                Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
                String said = new String(keytool.getInputStream().readAllBytes());
                if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
                    throw new IllegalStateException(said);
                }
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    /** Shows a certificate, or none, and trusts another one. */
    public static SSLContext context(Path own, Path trusted) {
        return CONTEXTS.computeIfAbsent(own + " " + trusted, key -> newContext(own, trusted));
    }

    private static SSLContext newContext(Path own, Path trusted) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own == null ? null : KeyStore.getInstance(own.toFile(), PASSWORD.toCharArray()),
                    PASSWORD.toCharArray());
            KeyStore certificates = KeyStore.getInstance(KeyStore.getDefaultType());
            certificates.load(null, null);
            KeyStore store = KeyStore.getInstance(trusted.toFile(), PASSWORD.toCharArray());
            certificates.setCertificateEntry("trusted", store.getCertificate(store.aliases().nextElement()));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(certificates);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
