package imc.sip.jain.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much JAIN-SIP has to bear, and how much it may. Safe for use by many threads. */
final class Load {

    /** The longest message that is given to its parser. */
    static final int LONGEST = 64 << 10;
    /** What a dialog takes up, its last response and the subscription of an application included. */
    private static final int DIALOG = 16 << 10;
    private static final int LEAST = 1 << 20;

    private final long mostWaiting;
    private final long mostKept;
    private final int mostTransactions;
    private final int mostDialogs;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong kept = new AtomicLong();
    private final AtomicInteger transactions = new AtomicInteger();

    /** Shares of the heap. */
    Load() {
        long heap = Runtime.getRuntime().maxMemory();
        mostWaiting = Math.max(LEAST, heap / 128);
        mostKept = Math.max(4 * LEAST, heap / 64);
        mostTransactions = (int) Math.min(10_000, mostKept / 1024);
        mostDialogs = (int) Math.min(100_000, Math.max(4 * LEAST, heap / 16) / DIALOG);
    }

    /** What a message takes up beside its bytes. */
    private static int weight(int length) {
        return length + 1024;
    }

    /** Whether a message may wait for its turn; then {@link #done} follows. */
    boolean take(int length) {
        if (length > LONGEST || kept.get() >= mostKept || transactions.get() >= mostTransactions) {
            return false;
        }
        if (waiting.addAndGet(weight(length)) > mostWaiting) {
            waiting.addAndGet(-weight(length));
            return false;
        }
        return true;
    }

    void done(int length) {
        waiting.addAndGet(-weight(length));
    }

    /** @param length of the request of a server transaction that is kept */
    void begun(int length) {
        transactions.incrementAndGet();
        kept.addAndGet(weight(length));
    }

    void ended(int length) {
        transactions.decrementAndGet();
        kept.addAndGet(-weight(length));
    }

    /** Whether there may be one more. */
    boolean allowsDialog(int count) {
        return count < mostDialogs;
    }

    /** Whether there may be one more of our own. */
    boolean allowsClient(int count) {
        return count < mostTransactions;
    }
}
