package imc.transport.sip.internal;

/**
 * A text that may be looked at so often and no more: some regular expressions take time without end for some texts
 * (catastrophic backtracking), and the texts are a stranger's.
 */
final class BoundedText implements CharSequence {

    /** A hundred times what a sensible expression needs, and some hundred microseconds. */
    private static final int LOOKS = 20_000;

    private final String text;
    private int looks;

    /** It has been looked at too often. */
    static final class ExhaustedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ExhaustedException() {
            super("it takes too long", null, false, false);
        }
    }

    BoundedText(String text) {
        this.text = text;
    }

    @Override
    public char charAt(int index) {
        if (++looks > LOOKS) {
            throw new ExhaustedException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
