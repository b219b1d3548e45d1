package imc.script.internal.eval;

import imc.api.bound.WatchedText;

/** A text that may be looked at until a script's time is over. */
final class BoundedText extends WatchedText {

    private final Clock clock;

    BoundedText(String text, Clock clock) {
        super(text);
        this.clock = clock;
    }

    @Override
    protected void look() {
        clock.look();
    }
}
