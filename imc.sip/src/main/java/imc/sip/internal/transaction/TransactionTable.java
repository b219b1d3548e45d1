package imc.sip.internal.transaction;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An open-addressed table of transactions, at most half full. An entry is a key without its highest bits, which all keys
 * of a stripe have in common, and a state in their place: one look into memory that is far away tells all. Nothing in it
 * is an object but the answers that are not plain, each of which is there once however many transactions have it, so
 * that a hundred thousand transactions are nothing to the garbage collector.
 */
final class TransactionTable {

    /** Of a key; the bits above tell its stripe, and in an entry its state. */
    static final int KEY_BITS = 58;

    private static final long KEY = (1L << KEY_BITS) - 1;
    /** An entry of 0 is none. */
    private static final int FORGOTTEN = 1;
    private static final int OPEN = 2;
    private static final int PLAIN = 3;
    private static final int KEPT = 4;
    /** What an answer takes up beside its bytes, about. */
    private static final int OVERHEAD = 150;

    private long[] entries;
    /** Which of the answers an entry's is; null while there is none. */
    private int[] answerOf;
    private List<byte[]> answers;
    private Map<ByteBuffer, Integer> places;
    private int answerBytes;
    private int size;

    /** @param about how many there will be */
    TransactionTable(int about) {
        entries = new long[Math.max(16, Integer.highestOneBit(about + 1) << 1)];
    }

    int size() {
        return size;
    }

    long bytes() {
        return (long) entries.length * Long.BYTES + (answerOf == null ? 0 : (long) entries.length * Integer.BYTES)
                + answerBytes;
    }

    /** What {@link #bytes} may be at most with one more. */
    long bytesWith(byte[] answer) {
        boolean grows = 2 * (size + 1) > entries.length;
        boolean kept = answer != null && answer.length > 0 && answer != AnswerText.OK;
        long table = (long) entries.length * (Long.BYTES + (answerOf != null || kept ? Integer.BYTES : 0));
        return (grows ? 2 : 1) * table + answerBytes + (kept ? answer.length + OVERHEAD : 0);
    }

    boolean contains(long key) {
        return entries[place(key)] != 0;
    }

    /** Null where it is not there, or was forgotten. */
    byte[] get(long key) {
        int place = place(key);
        return switch ((int) (entries[place] >>> KEY_BITS)) {
            case OPEN -> ServerTransactions.OPEN;
            case PLAIN -> AnswerText.OK;
            case KEPT -> answers.get(answerOf[place]);
            default -> null;
        };
    }

    /** @param answer null to forget it */
    void put(long key, byte[] answer) {
        int place = place(key);
        if (entries[place] == 0 && 2 * ++size > entries.length) {
            grow();
            place = place(key);
        }
        int state = answer == null ? FORGOTTEN : answer == ServerTransactions.OPEN ? OPEN
                : answer == AnswerText.OK ? PLAIN : KEPT;
        entries[place] = key & KEY | (long) state << KEY_BITS;
        if (state == KEPT) {
            keep(place, answer);
        }
    }

    private void keep(int place, byte[] answer) {
        if (answerOf == null) {
            answerOf = new int[entries.length];
            answers = new ArrayList<>();
            places = new HashMap<>();
        }
        ByteBuffer content = ByteBuffer.wrap(answer);
        Integer known = places.get(content);
        if (known == null) {
            known = answers.size();
            answers.add(answer);
            places.put(content, known);
            answerBytes += answer.length + OVERHEAD;
        }
        answerOf[place] = known;
    }

    private int place(long key) {
        int place = (int) key & entries.length - 1;
        while (entries[place] != 0 && ((entries[place] ^ key) & KEY) != 0) {
            place = place + 1 & entries.length - 1;
        }
        return place;
    }

    private void grow() {
        long[] old = entries;
        int[] oldAnswers = answerOf;
        entries = new long[2 * old.length];
        answerOf = oldAnswers == null ? null : new int[entries.length];
        for (int i = 0; i < old.length; i++) {
            if (old[i] != 0) {
                int place = place(old[i]);
                entries[place] = old[i];
                if (oldAnswers != null) {
                    answerOf[place] = oldAnswers[i];
                }
            }
        }
    }
}
