package imc.offline.internal;

import imc.api.SipAddress;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many messages wait for whom in one store, and who is being given them. What is on its way to the store counts,
 * although nobody finds it there yet. Safe for use by many threads.
 */
final class Boxes {

    /** So many bytes may be on their way to the store; a store that is slower than that keeps nothing more. */
    static final long MOST_BYTES = 16 << 20;

    private final Map<SipAddress, Box> boxes = new HashMap<>();
    private final Writers writers = new Writers();
    private long waiting;
    private long bytes;
    /** So that one look is enough where nobody is away. */
    private volatile int size;

    private static final class Box {

        private final Writers.Row row;
        private int waiting;
        /** Of these, how many are on their way to the store. */
        private int storing;
        /** How many have come. */
        private int arrivals;
        private boolean isServed;
        private boolean again;
        /** Given to the receiver, and still in the store. */
        private Set<Long> given = Set.of();

        private Box(Writers.Row row) {
            this.row = row;
        }
    }

    /** @param counts what waits in the store already */
    Boxes(Map<SipAddress, Integer> counts) {
        counts.forEach((user, count) -> {
            Box box = box(user);
            box.row.found(count);
            add(box, count);
        });
    }

    private Box box(SipAddress user) {
        Box box = boxes.computeIfAbsent(user, key -> new Box(writers.row()));
        size = boxes.size();
        return box;
    }

    private void add(Box box, int more) {
        int before = box.waiting;
        box.waiting = Math.max(before + more, box.storing);
        waiting += box.waiting - before;
    }

    /** The first ones in a box have gone. */
    private void leave(Box box, int count) {
        int before = box.waiting;
        add(box, -count);
        box.row.left(before - box.waiting);
    }

    /** Whether nothing waits for anybody. */
    boolean isEmpty() {
        return size == 0;
    }

    /** For how many something waits. */
    int size() {
        return size;
    }

    synchronized long waiting() {
        return waiting;
    }

    synchronized int waiting(SipAddress user) {
        Box box = boxes.get(user);
        return box == null ? 0 : box.waiting;
    }

    /** How many are on their way to the store. */
    synchronized long storing() {
        return boxes.values().stream().mapToLong(box -> box.storing).sum();
    }

    synchronized List<SipAddress> users() {
        return List.copyOf(boxes.keySet());
    }

    /** What {@link #arriving} has found. */
    record Arrival(BitSet kept, int full) {
    }

    /**
     * Copies are about to be kept for those who are away, and for whom others wait already, who shall not be overtaken.
     *
     * @param writer    of the message
     * @param most      for each of them
     * @param mostOfAll for all
     * @param length    of the message in bytes
     * @return for whom there is room, by their places
     */
    synchronized Arrival arriving(SipAddress writer, List<SipAddress> receivers, BitSet away, int most, int mostOfAll,
            int length) {
        BitSet kept = new BitSet();
        int full = 0;
        for (int i = 0; i < receivers.size(); i++) {
            Box box = boxes.get(receivers.get(i));
            if (box == null && !away.get(i)) {
                continue;
            }
            if ((box == null ? 0 : box.waiting) >= most || waiting >= mostOfAll || bytes + length > MOST_BYTES
                    || writers.holdsBack(writer, waiting, mostOfAll)) {
                full++;
                continue;
            }
            Box arriving = box(receivers.get(i));
            arriving.storing++;
            arriving.arrivals++;
            arriving.row.came(writer);
            add(arriving, 1);
            kept.set(i);
        }
        bytes += kept.isEmpty() ? 0 : length;
        return new Arrival(kept, full);
    }

    /** They are in the store, or will never be. */
    synchronized void arrived(SipAddress writer, List<SipAddress> receivers, int length, boolean stored) {
        bytes -= length;
        for (SipAddress receiver : receivers) {
            Box box = box(receiver);
            box.storing--;
            if (!stored) {
                box.row.failed(writer);
                add(box, -1);
                forgetIfEmpty(receiver, box);
            }
        }
    }

    private void forgetIfEmpty(SipAddress user, Box box) {
        if (box.waiting == 0 && !box.isServed && box.given.isEmpty()) {
            boxes.remove(user);
            size = boxes.size();
        }
    }

    /**
     * Somebody could be given what waits for him.
     *
     * @param again whether, if that is under way and fails, it is worth another try
     * @return whether it begins now
     */
    synchronized boolean begins(SipAddress user, boolean again) {
        Box box = boxes.get(user);
        if (box == null) {
            return false;
        }
        boolean begins = !box.isServed;
        box.again |= again && !begins;
        box.isServed = true;
        return begins;
    }

    /**
     * He can be given no more now.
     *
     * @return whether it begins anew
     */
    synchronized boolean ends(SipAddress user) {
        Box box = boxes.get(user);
        if (box == null) {
            return false;
        }
        box.isServed = box.again;
        box.again = false;
        return box.isServed;
    }

    /**
     * What was being given to him has been thrown away, which ends that.
     *
     * @return whether it begins anew, with what has come since
     */
    synchronized boolean dropped(SipAddress user) {
        Box box = boxes.get(user);
        if (box == null) {
            return false;
        }
        box.given = Set.of();
        if (box.waiting > 0) {
            return ends(user);
        }
        boxes.remove(user);
        size = boxes.size();
        return false;
    }

    /** How many have come for him so far: the same again where none has since. */
    synchronized int arrivals(SipAddress user) {
        Box box = boxes.get(user);
        return box == null ? 0 : box.arrivals;
    }

    /**
     * Nothing was found in the store for somebody who is being served. If it is so, that ends at this moment: what
     * comes later begins anew.
     *
     * @param arrivals before it was looked for
     * @return whether something has come since, and is there
     */
    synchronized boolean isMore(SipAddress user, int arrivals) {
        Box box = boxes.get(user);
        if (box == null) {
            return false;
        }
        if (box.storing > 0) { // it is told of when it is there
            box.isServed = false;
            box.again = false;
            return false;
        }
        if (box.arrivals != arrivals) {
            return true;
        }
        leave(box, box.waiting);
        boxes.remove(user);
        size = boxes.size();
        return false;
    }

    /** He has it; as long as it is in the store, it must not be given to him again. */
    synchronized void given(SipAddress user, long id) {
        Box box = box(user);
        if (box.given.isEmpty()) {
            box.given = new HashSet<>();
        }
        box.given.add(id);
    }

    synchronized boolean isGiven(SipAddress user, long id) {
        Box box = boxes.get(user);
        return box != null && box.given.contains(id);
    }

    /** It is not in the store any more. */
    synchronized void removed(SipAddress user, long id) {
        Box box = boxes.get(user);
        if (box != null) {
            if (!box.given.isEmpty()) {
                box.given.remove(id);
            }
            leave(box, 1);
        }
    }

    /** So many are not in the store any more. Who is being served is known to have none left when none is found. */
    synchronized void removed(Map<SipAddress, Integer> counts) {
        counts.forEach((user, count) -> {
            Box box = boxes.get(user);
            if (box != null) {
                leave(box, count);
                forgetIfEmpty(user, box);
            }
        });
    }
}
