package imc.room.moderation.internal;

import imc.api.Answer;
import imc.api.text.Language;
import imc.api.text.Texts;

/** Why something is not done: ends a command where that is found out. */
final class Refusal extends RuntimeException {

    /** All that the bundle says. */
    static final Texts TEXTS = Texts.beside(Refusal.class);
    /** The first code of kicks and bans. */
    static final int BANS = -141;
    /** The first code of what is about who may speak. */
    static final int SPEECH = -151;

    private static final long serialVersionUID = 1L;

    /** Behind the three codes that all commands have: no such room, no member, not allowed. */
    enum Why { USER, ABSENT, UNTOUCHABLE, UNREADABLE, FULL, HELD }

    private final Why why;
    private final String text;
    private final transient Object[] arguments;

    /** @param text the key of what is said behind the code's own words; where something {@link Why#HELD}, instead of them */
    Refusal(Why why, String text, Object... arguments) {
        super(text, null, false, false);
        this.why = why;
        this.text = text;
        this.arguments = arguments;
    }

    /** @param first the first code of the command */
    Answer answer(Language language, int first) {
        int code = first - 3 - why.ordinal();
        int status = switch (why) {
            case USER, UNREADABLE -> 400;
            case ABSENT -> 404;
            case UNTOUCHABLE, FULL, HELD -> 403;
        };
        String words = TEXTS.get(language, text, arguments);
        return Answer.refused(code, status, why == Why.HELD ? words
                : TEXTS.get(language, Integer.toString(code), words));
    }
}
