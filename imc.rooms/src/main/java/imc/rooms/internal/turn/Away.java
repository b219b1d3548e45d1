package imc.rooms.internal.turn;

import imc.api.Answer;

/** What is answered while something is away that will be back. */
public final class Away {

    /** Seconds after which a sender may try again. */
    public static final int RETRY_AFTER = 5;

    /** No store serves. */
    public static final Answer STORE = answer("The rooms' store is away; try again in %d seconds");
    /** Whoever was to keep what was said does not say that it is kept. */
    public static final Answer SILENT_KEEPER =
            answer("What was said is not known to be kept; try again in %d seconds");
    /** No transport takes messages. */
    public static final Answer TRANSPORT = answer("There is no way out to the members now");
    /** Nobody reads commands. */
    public static final Answer COMMANDS = answer("The commands are away; try again in %d seconds");
    /** What a command has to find out before its turn is not to be had. */
    static final Answer KNOWLEDGE = answer("This cannot be found out now; try again in %d seconds");
    /** The store has a change, and does not say whether it is kept. */
    public static final Answer UNDECIDED =
            answer("The rooms' store does not answer; this may still be done, try again in %d seconds");
    /** The rooms have moved away from a store that said nothing. */
    static final Answer SILENT_STORE =
            answer("The rooms' store did not answer and was left; nothing was changed, try again in %d seconds");

    private Away() {
    }

    private static Answer answer(String text) {
        return Answer.unavailable(text.formatted(RETRY_AFTER), RETRY_AFTER);
    }
}
