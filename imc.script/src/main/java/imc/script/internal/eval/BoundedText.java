package imc.script.internal.eval;

/**
 * A text that may be looked at until a script's time is over: some regular expressions take time without end for some
 * texts (catastrophic backtracking), and the texts are a stranger's.
 */
final class BoundedText implements CharSequence {

    private static final int LOOKS_BETWEEN = 1024;

    private final String text;
    private final Clock clock;
    private int looks;

    BoundedText(String text, Clock clock) {
        this.text = text;
        this.clock = clock;
    }

    @Override
    public char charAt(int index) {
        if (++looks % LOOKS_BETWEEN == 0) {
            clock.check();
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
