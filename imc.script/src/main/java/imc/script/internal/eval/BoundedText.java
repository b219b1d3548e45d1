package imc.script.internal.eval;

/**
 * A text that may be looked at until a script's time is over: some regular expressions take time without end for some
 * texts (catastrophic backtracking), and the texts are a stranger's.
 */
final class BoundedText implements CharSequence {

    private final String text;
    private final Clock clock;

    BoundedText(String text, Clock clock) {
        this.text = text;
        this.clock = clock;
    }

    @Override
    public char charAt(int index) {
        clock.look();
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
