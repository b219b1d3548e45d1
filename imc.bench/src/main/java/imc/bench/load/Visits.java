package imc.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The coming and going of one user in each room, by commands. For one thread. */
final class Visits {

    private static final byte[] CREATE = "#create".getBytes(US_ASCII);
    private static final byte[] JOIN = "#join".getBytes(US_ASCII);
    private static final byte[] LEAVE = "#leave".getBytes(US_ASCII);

    private final CommandHistory history;
    private final boolean[] joined;

    Visits(int rooms) {
        history = new CommandHistory(rooms);
        joined = new boolean[rooms];
    }

    /** What a member says who comes to stay; the first one makes the room. */
    static byte[] arrival(boolean isFirst) {
        return isFirst ? CREATE : JOIN;
    }

    /** The next command in this room, which has this number. */
    byte[] next(int room, long number) {
        history.add(room, number);
        joined[room] = !joined[room];
        return last(room);
    }

    /** The last one again. */
    byte[] last(int room) {
        return joined[room] ? JOIN : LEAVE;
    }

    /** The last one was not carried out. */
    void undo(int room) {
        joined[room] = !joined[room];
    }

    /** Whether the last one is over, so that there can be another. */
    boolean isOver(int room, InFlight inFlight) {
        return !inFlight.has(history.last(room));
    }

    /** The command that a notice is about which this member got by this transaction. */
    long of(int room, int member, int branch, Ledger ledger) {
        return history.of(room, member, branch, ledger);
    }
}
