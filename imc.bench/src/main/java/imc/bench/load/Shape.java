package imc.bench.load;

/**
 * What the load looks like.
 *
 * @param rooms    how many rooms there are
 * @param members  how many members each has
 * @param commands whether in every room a further user joins and leaves in turn, instead of its members chatting
 * @param window   how many requests are under way at a time in the closed loop
 */
public record Shape(int rooms, int members, boolean commands, int window) {

    private static final int ACCOUNT_CELLS = 10_000_000;
    private static final int FEWEST = 1 << 10;
    /** Of so many requests at most, the last ones, account is kept. */
    static final int MOST = 1 << 18;

    /** Places in a room: the members and, for commands, the user who comes and goes. */
    int places() {
        return commands ? members + 1 : members;
    }

    /** How many requests the load keeps account of: as many as fit in some ten megabytes. */
    int capacity() {
        return Math.max(FEWEST, Integer.highestOneBit(Math.min(MOST, ACCOUNT_CELLS / places())));
    }
}
