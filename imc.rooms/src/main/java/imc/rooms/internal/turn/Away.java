package imc.rooms.internal.turn;

import imc.api.Answer;

/** What is answered while something is away that will be back. */
public final class Away {

    /** Seconds after which a sender may try again. */
    public static final int RETRY_AFTER = 5;

    private Away() {
    }

    /** No store serves. */
    public static Answer store() {
        return Answer.unavailable("The rooms' store is away; try again in " + RETRY_AFTER + " seconds", RETRY_AFTER);
    }

    /** Whoever was to keep what was said does not say that it is kept. */
    public static Answer silentKeeper() {
        return Answer.unavailable("What was said is not known to be kept; try again in " + RETRY_AFTER + " seconds",
                RETRY_AFTER);
    }

    /** No transport takes messages. */
    public static Answer transport() {
        return Answer.unavailable("There is no way out to the members now", RETRY_AFTER);
    }

    /** Nobody reads commands. */
    public static Answer commands() {
        return Answer.unavailable("The commands are away; try again in " + RETRY_AFTER + " seconds", RETRY_AFTER);
    }

    /** What a command has to find out before its turn is not to be had. */
    static Answer knowledge() {
        return Answer.unavailable("This cannot be found out now; try again in " + RETRY_AFTER + " seconds",
                RETRY_AFTER);
    }

    /** The store has a change, and does not say whether it is kept. */
    public static Answer undecided() {
        return Answer.unavailable("The rooms' store does not answer; this may still be done, try again in "
                + RETRY_AFTER + " seconds", RETRY_AFTER);
    }

    /** The rooms have moved away from a store that said nothing. */
    static Answer silentStore() {
        return Answer.unavailable("The rooms' store did not answer and was left; nothing was changed, try again in "
                + RETRY_AFTER + " seconds", RETRY_AFTER);
    }
}
