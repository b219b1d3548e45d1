package imc.transport.sip.internal;

import imc.api.bound.WatchedText;

/** A text that may be looked at so often and no more, as by a regular expression that takes time without end. */
final class BoundedText extends WatchedText {

    /** A hundred times what a sensible expression needs, and some hundred microseconds. */
    private static final int LOOKS = 20_000;

    private int looks;

    /** It has been looked at too often. */
    static final class ExhaustedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ExhaustedException() {
            super("it takes too long", null, false, false);
        }
    }

    BoundedText(String text) {
        super(text);
    }

    @Override
    protected void look() {
        if (++looks > LOOKS) {
            throw new ExhaustedException();
        }
    }
}
