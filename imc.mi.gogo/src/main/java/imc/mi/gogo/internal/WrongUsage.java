package imc.mi.gogo.internal;

/** A command was called with wrong arguments. Gogo shows a class's simple name before its message, hence this name. */
final class WrongUsage extends Exception {

    private static final long serialVersionUID = 1L;

    /** The message says what is wrong, and in a second line what is right. */
    WrongUsage(String message) {
        super(message);
    }
}
