package imc.script.internal.text;

/** A script cannot be read. */
public final class SyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param at  where
     * @param why what was expected, and what was found
     */
    public SyntaxException(Position at, String why) {
        super(at + ": " + why);
    }
}
