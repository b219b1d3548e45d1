package imc.conference.internal;

import java.security.SecureRandom;

/** Makes the tags of our end of dialogs (RFC 3261 §19.3). */
final class Tags {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Tags() {
    }

    static String next() {
        return Long.toUnsignedString(RANDOM.nextLong(), 36);
    }
}
