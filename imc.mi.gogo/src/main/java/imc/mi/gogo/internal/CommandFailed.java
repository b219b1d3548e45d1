package imc.mi.gogo.internal;

/** A management command was refused. Gogo shows a class's simple name before its message, hence this name. */
final class CommandFailed extends Exception {

    private static final long serialVersionUID = 1L;

    /** The message is a code and a text: {@code 404 Room not found: sip:chat-9@127.0.0.1}. */
    CommandFailed(String message, Exception cause) {
        super(message, cause);
    }
}
