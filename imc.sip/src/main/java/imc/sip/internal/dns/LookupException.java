package imc.sip.internal.dns;

import java.io.IOException;

/** The name servers do not say what they were asked. */
final class LookupException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean answered;

    /** @param answered whether a name server answered, though not with what was asked for */
    LookupException(String message, boolean answered) {
        super(message);
        this.answered = answered;
    }

    boolean answered() {
        return answered;
    }
}
