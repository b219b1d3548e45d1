package imc.sip.internal.tls;

import java.io.IOException;

/** Keys or certificates that cannot be used. The message names the configuration key, its value and what is wrong. */
public final class TlsException extends IOException {

    private static final long serialVersionUID = 1L;

    TlsException(String key, String value, String why, Throwable cause) {
        super(key + " = '" + value + "' is refused: " + why, cause);
    }

    /** There are no keys where some are needed. */
    public static TlsException missing() {
        return new TlsException("tls_key_store", "", "listen has tls, which needs a certificate and its private key",
                null);
    }

    static TlsException noSuchFile(String key, String value, Throwable cause) {
        return new TlsException(key, value, "there is no such file", cause);
    }
}
