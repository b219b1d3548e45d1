package imc.run.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;

/** A key and a certificate for 127.0.0.1, made by the JDK's keytool, in a directory that {@link #close} deletes. */
public final class Certificate implements AutoCloseable {

    public static final String PASSWORD = "changeit";

    private final Path directory = Directories.temporary();

    /** Makes them. */
    public Certificate() {
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=imc", "-ext", "san=ip:127.0.0.1", "-alias", "imc",
                "-keystore", keyStore().toString(), "-storepass", PASSWORD);
        keytool("-exportcert", "-rfc", "-alias", "imc", "-keystore", keyStore().toString(), "-storepass", PASSWORD,
                "-file", pem().toString());
    }

    private static void keytool(String... options) {
        String[] command = new String[options.length + 1];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        System.arraycopy(options, 0, command, 1, options.length);
        Result result = Result.of(new ProcessBuilder(command), "");
        assertEquals(0, result.code(), result::toString);
    }

    /** PKCS #12, with the password {@value #PASSWORD}. */
    public Path keyStore() {
        return directory.resolve("server.p12");
    }

    /** The certificate alone, for those who are to trust it. */
    public Path pem() {
        return directory.resolve("server.pem");
    }

    @Override
    public void close() {
        Directories.delete(directory);
    }
}
