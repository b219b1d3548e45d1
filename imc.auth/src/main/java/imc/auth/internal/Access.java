package imc.auth.internal;

import java.util.Locale;

/** Who may send requests: the values of {@code auth}. */
enum Access {

    /** Whoever gets at the server, which is for its own machine's users alone. */
    NONE("none"),
    /** Whoever gets at the server, from wherever. */
    OPEN("none, open"),
    /** Whoever knows a password, and trusted peers. */
    DIGEST("digest"),
    /** Trusted peers. */
    TRUSTED("trusted");

    private final String text;

    Access(String text) {
        this.text = text;
    }

    /** Reads one, in any case, with blanks anywhere. */
    static Access read(String text) {
        String plain = text.replace(" ", "").toLowerCase(Locale.ROOT);
        for (Access access : values()) {
            if (access.text.replace(" ", "").equals(plain)) {
                return access;
            }
        }
        throw new IllegalArgumentException();
    }

    /** Whether somebody asks. */
    boolean asks() {
        return this == DIGEST || this == TRUSTED;
    }

    @Override
    public String toString() {
        return text;
    }
}
