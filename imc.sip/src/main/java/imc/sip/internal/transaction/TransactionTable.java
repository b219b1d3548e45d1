package imc.sip.internal.transaction;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An open-addressed table of transactions, at most half full. An entry is two numbers side by side: what its request
 * has in common with the same by another way, without the highest bits, which all of a stripe have in common, and a
 * state in their place; and the transaction's key. One look into memory that is far away tells all. Nothing in it is an
 * object but the answers that are not plain, each of which is there once however many transactions have it, so that a
 * hundred thousand transactions are nothing to the garbage collector.
 */
final class TransactionTable {

    /** Of what a request is found by; the bits above tell its stripe, and in an entry its state. */
    static final int KEY_BITS = 58;

    private static final long KEY = (1L << KEY_BITS) - 1;
    /** An entry of 0 is none. */
    private static final int FORGOTTEN = 1;
    private static final int OPEN = 2;
    private static final int PLAIN = 3;
    private static final int KEPT = 4;
    private static final int REFUSED = 5;
    /** Of one request, if others were refused: who sends more of them makes nobody's look longer. */
    private static final int MOST_ALIKE = 8;
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
        entries = new long[2 * Math.max(16, Integer.highestOneBit(about + 1) << 1)];
    }

    int size() {
        return size;
    }

    long bytes() {
        return (long) entries.length * Long.BYTES + (answerOf == null ? 0 : (long) entries.length / 2 * Integer.BYTES)
                + answerBytes;
    }

    /** What {@link #bytes} may be at most with one more. */
    long bytesWith(byte[] answer) {
        boolean grows = 4 * (size + 1) > entries.length;
        boolean kept = answer != null && answer.length > 0 && answer != AnswerText.OK;
        long table = (long) entries.length / 2 * (2 * Long.BYTES + (answerOf != null || kept ? Integer.BYTES : 0));
        return (grows ? 2 : 1) * table + answerBytes + (kept ? answer.length + OVERHEAD : 0);
    }

    /**
     * The answer, or that it is open; null where it is not there, or was forgotten.
     * {@link ServerTransactions#ELSEWHERE} where there is one that differs in where it came from alone, and
     * {@link ServerTransactions#MERGED} where only others of the same request are; refused ones do not count.
     */
    byte[] get(long request, long key) {
        byte[] others = null;
        for (int place = first(request); entries[place] != 0; place = next(place)) {
            if (((entries[place] ^ request) & KEY) == 0) {
                int state = state(place);
                if (entries[place + 1] == key) {
                    return answer(place, state);
                }
                if (state != REFUSED && state != FORGOTTEN) {
                    boolean copy = others == ServerTransactions.ELSEWHERE
                            || TransactionId.withoutSource(entries[place + 1] ^ key) == 0;
                    others = copy ? ServerTransactions.ELSEWHERE : ServerTransactions.MERGED;
                }
            }
        }
        return others;
    }

    private int state(int place) {
        return (int) (entries[place] >>> KEY_BITS);
    }

    private byte[] answer(int place, int state) {
        return switch (state) {
            case OPEN -> ServerTransactions.OPEN;
            case PLAIN -> AnswerText.OK;
            case KEPT, REFUSED -> answers.get(answerOf[place / 2]);
            default -> null;
        };
    }

    /** Forgets it, where it is there. */
    void forget(long request, long key) {
        int place = place(request, key);
        if (entries[place] != 0) {
            entries[place] = request & KEY | (long) FORGOTTEN << KEY_BITS;
        }
    }

    /**
     * Whether it was there before.
     *
     * @param refused whether the same request may come again by another way, and is done then
     */
    boolean put(long request, long key, byte[] answer, boolean refused) {
        int place = place(request, key);
        boolean isThere = entries[place] != 0;
        if (!isThere) {
            place = another(request);
            size += entries[place] == 0 ? 1 : 0;
            if (4 * size > entries.length) {
                grow();
                place = place(request, key);
            }
        }
        int state = answer == ServerTransactions.OPEN ? OPEN : refused ? REFUSED
                : answer == AnswerText.OK ? PLAIN : KEPT;
        entries[place] = request & KEY | (long) state << KEY_BITS;
        entries[place + 1] = key;
        if (state == KEPT || state == REFUSED) {
            keep(place / 2, answer);
        }
        return isThere;
    }

    private void keep(int entry, byte[] answer) {
        if (answerOf == null) {
            answerOf = new int[entries.length / 2];
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
        answerOf[entry] = known;
    }

    private int first(long request) {
        return (int) request << 1 & entries.length - 1;
    }

    private int next(int place) {
        return place + 2 & entries.length - 1;
    }

    /** The place for one more of a request: a free one, or that of one which was refused. */
    private int another(long request) {
        int alike = 0;
        int refused = -1;
        int place = first(request);
        while (entries[place] != 0) {
            if (((entries[place] ^ request) & KEY) == 0) {
                alike++;
                refused = state(place) == REFUSED || state(place) == FORGOTTEN ? place : refused;
            }
            place = next(place);
        }
        return alike < MOST_ALIKE || refused < 0 ? place : refused;
    }

    private int place(long request, long key) {
        int place = first(request);
        while (entries[place] != 0 && (((entries[place] ^ request) & KEY) != 0 || entries[place + 1] != key)) {
            place = next(place);
        }
        return place;
    }

    private void grow() {
        long[] old = entries;
        int[] oldAnswers = answerOf;
        entries = new long[2 * old.length];
        answerOf = oldAnswers == null ? null : new int[old.length];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0) {
                int place = place(old[i] & KEY, old[i + 1]);
                entries[place] = old[i];
                entries[place + 1] = old[i + 1];
                if (oldAnswers != null) {
                    answerOf[place / 2] = oldAnswers[i / 2];
                }
            }
        }
    }
}
