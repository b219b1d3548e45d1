package imc.transport.sip.internal.stack;

import java.io.IOException;

/** A SIP message that cannot be made out. The message says what is wrong with it, fit for a reason phrase. */
final class UnreadableException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient RawMessage message;

    /**
     * @param status  how a request like this is answered, 400 to 699
     * @param message what could be made out, null for nothing at all
     */
    UnreadableException(int status, String what, RawMessage message) {
        super(what);
        this.status = status;
        this.message = message;
    }

    int status() {
        return status;
    }

    RawMessage message() {
        return message;
    }
}
