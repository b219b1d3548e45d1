package imc.api.bound;

/**
 * A text that notices each look at it, so that whoever looks too often can be ended: some regular expressions take time
 * without end for some texts (catastrophic backtracking), and texts are often a stranger's. For one thread at a time.
 */
public abstract class WatchedText implements CharSequence {

    private final String text;

    /** @param text that is looked at */
    protected WatchedText(String text) {
        this.text = text;
    }

    /** Somebody looks at one more character. What this throws ends him. */
    protected abstract void look();

    @Override
    public final char charAt(int index) {
        look();
        return text.charAt(index);
    }

    @Override
    public final int length() {
        return text.length();
    }

    /** A part of it, which notices nothing: what was found. */
    @Override
    public final CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public final String toString() {
        return text;
    }
}
