package imc.sip.internal.wire;

import java.io.IOException;

/** A SIP message that cannot be made out. The message says what is wrong with it, fit for a reason phrase. */
public final class UnreadableException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient byte[] head;

    /**
     * @param status how a request like this is answered, 400 to 699
     * @param head   the message, or as much as there is of its head; null for nothing at all
     */
    public UnreadableException(int status, String what, byte[] head) {
        super(what);
        this.status = status;
        this.head = head;
    }

    public int status() {
        return status;
    }

    public byte[] head() {
        return head;
    }
}
