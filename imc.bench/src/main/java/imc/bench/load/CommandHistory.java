package imc.bench.load;

import java.util.Arrays;

/**
 * Which commands were given in each room. A notice does not say which command it is about: it is about the last one,
 * unless the same transaction brought one before, and then it is that one's retransmission. For one thread.
 */
final class CommandHistory {

    /** Timer E sends again for seconds, and rooms take some ten commands in each. */
    private static final int KEPT = 128;

    private final long[] numbers;
    private final int[] next;

    CommandHistory(int rooms) {
        numbers = new long[Math.multiplyExact(rooms, KEPT)];
        Arrays.fill(numbers, -1);
        next = new int[rooms];
    }

    void add(int room, long number) {
        numbers[room * KEPT + next[room]++ % KEPT] = number;
    }

    /** The newest, or -1. */
    long last(int room) {
        return numbers[room * KEPT + Math.floorMod(next[room] - 1, KEPT)];
    }

    /** The command that a notice is about which this member got by this transaction. */
    long of(int room, int member, int branch, Ledger ledger) {
        for (int i = room * KEPT; i < (room + 1) * KEPT; i++) {
            if (ledger.knows(numbers[i], member, branch)) {
                return numbers[i];
            }
        }
        return last(room);
    }
}
