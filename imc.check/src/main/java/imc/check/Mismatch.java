package imc.check;

/** Something happened otherwise than the transcript says. */
public final class Mismatch extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    Mismatch(int line, String what) {
        super(what);
        this.line = line;
    }

    /** The line of the transcript, from 1. */
    public int line() {
        return line;
    }
}
