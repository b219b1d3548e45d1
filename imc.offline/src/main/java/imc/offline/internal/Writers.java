package imc.offline.internal;

import imc.api.SipAddress;
import imc.api.bound.Shares;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * By whom the messages were written that wait: nobody has more than his {@linkplain Shares share} of all places. What
 * waited when the server started is nobody's. For one thread at a time.
 */
final class Writers {

    private final Map<SipAddress, Integer> totals = new HashMap<>();

    /** So many in a row, by one of them. */
    private static final class Part {

        private final Optional<SipAddress> writer;
        private int count;

        private Part(Optional<SipAddress> writer, int count) {
            this.writer = writer;
            this.count = count;
        }
    }

    /** Those that wait for one member, in the order in which they came. */
    final class Row {

        private final Deque<Part> parts = new ArrayDeque<>(1);

        /** So many were there before. */
        void found(int count) {
            parts.addLast(new Part(Optional.empty(), count));
        }

        void came(SipAddress writer) {
            Part last = parts.peekLast();
            if (last == null || !last.writer.filter(writer::equals).isPresent()) {
                last = new Part(Optional.of(writer), 0);
                parts.addLast(last);
            }
            last.count++;
            totals.merge(writer, 1, Integer::sum);
        }

        /** The last one of his is not to come after all. */
        void failed(SipAddress writer) {
            for (Iterator<Part> each = parts.descendingIterator(); each.hasNext();) {
                Part part = each.next();
                if (part.writer.filter(writer::equals).isPresent()) {
                    take(part, 1);
                    if (part.count == 0) {
                        each.remove();
                    }
                    return;
                }
            }
        }

        /** The first ones have gone. */
        void left(int count) {
            int more = count;
            for (Part first = parts.peekFirst(); first != null && more > 0; first = parts.peekFirst()) {
                int taken = Math.min(more, first.count);
                take(first, taken);
                more -= taken;
                if (first.count == 0) {
                    parts.removeFirst();
                }
            }
        }

        private void take(Part part, int count) {
            part.count -= count;
            part.writer.ifPresent(writer -> totals.computeIfPresent(writer, (key, total) ->
                    total == count ? null : total - count));
        }
    }

    Row row() {
        return new Row();
    }

    /**
     * Whether somebody has as much as he may.
     *
     * @param waiting how many wait of all
     * @param most    how many may
     */
    boolean holdsBack(SipAddress writer, long waiting, int most) {
        return Shares.areExceeded(totals.getOrDefault(writer, 0), most - waiting, most);
    }
}
