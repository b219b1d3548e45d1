package imc.bench.load;

import java.io.IOException;

/**
 * The requests that are under way: client transactions with Timers E and F (RFC 3261 §17.1.2), which are over when the
 * final response and all copies have come. In a ring by number; for one thread.
 */
final class InFlight {

    private static final long T1 = 500_000_000L;
    private static final long T2 = 8 * T1;
    /** Timer F of the server's copies begins later than ours, by what the server took. */
    private static final long PATIENCE = 64 * T1 + 2 * T1;

    /** Sends a request once more. */
    @FunctionalInterface
    interface Resending {

        void resend(long number) throws IOException;
    }

    private final int mask;
    private final long[] since;
    private final long[] resendAt;
    private final long[] interval;
    private final int[] room;
    private final int[] sender;
    private final int[] status;
    private final boolean[] open;
    private long oldest;
    private long next;
    private int count;

    InFlight(int capacity) {
        mask = capacity - 1;
        since = new long[capacity];
        resendAt = new long[capacity];
        interval = new long[capacity];
        room = new int[capacity];
        sender = new int[capacity];
        status = new int[capacity];
        open = new boolean[capacity];
    }

    /** Whether the next number's place is free. */
    boolean hasRoom() {
        return !open[(int) next & mask];
    }

    void add(long number, int toRoom, int from, long intended, long now) {
        int slot = (int) number & mask;
        since[slot] = intended;
        resendAt[slot] = now + T1;
        interval[slot] = T1;
        room[slot] = toRoom;
        sender[slot] = from;
        status[slot] = 0;
        open[slot] = true;
        next = number + 1;
        count++;
    }

    /** Whether this request is under way. */
    boolean has(long number) {
        return number >= 0 && number < next && next - number <= mask + 1 && open[(int) number & mask];
    }

    int room(long number) {
        return room[(int) number & mask];
    }

    int sender(long number) {
        return sender[(int) number & mask];
    }

    /** When the request was to be sent, in nanoseconds. */
    long since(long number) {
        return since[(int) number & mask];
    }

    /** The final response, or 0. */
    int status(long number) {
        return status[(int) number & mask];
    }

    void answered(long number, int finalStatus) {
        status[(int) number & mask] = finalStatus;
    }

    void end(long number) {
        open[(int) number & mask] = false;
        count--;
    }

    /** How many are under way. */
    int count() {
        return count;
    }

    /** Sends again what is due, if the wire wants that, and returns the oldest that is overdue, or -1. */
    long tick(long now, boolean unreliable, Resending wire) throws IOException {
        oldest = Math.max(oldest, next - mask - 1);
        while (oldest < next && !open[(int) oldest & mask]) {
            oldest++;
        }
        for (long number = oldest; number < next; number++) {
            int slot = (int) number & mask;
            if (!open[slot]) {
                continue;
            }
            if (now - since[slot] > PATIENCE) {
                return number;
            }
            if (unreliable && status[slot] == 0 && now - resendAt[slot] >= 0) {
                interval[slot] = Math.min(2 * interval[slot], T2);
                resendAt[slot] = now + interval[slot];
                wire.resend(number);
            }
        }
        return -1;
    }
}
