package imc.run.platform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** What was said, how it was answered, and who has received it how often. Safe for use by many threads. */
public final class Ledger {

    /** The status of what was not answered in the time of a client. */
    public static final int NO_ANSWER = 0;

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();

    /** One message: those who are to get it, and how often each got it. */
    private static final class Entry {

        private final Set<String> receivers;
        private final long sent = System.currentTimeMillis();
        private final Map<String, Integer> received = new TreeMap<>();
        private int status = -1;
        private long answered;
        private boolean reported;

        Entry(Set<String> receivers) {
            this.receivers = receivers;
        }

        synchronized void answered(int with) {
            status = with;
            answered = System.currentTimeMillis();
        }

        synchronized void received(String by) {
            received.merge(by, 1, Integer::sum);
        }

        synchronized boolean isOpen() {
            return !reported && !missing().isEmpty();
        }

        synchronized boolean isUnreportedFault() {
            boolean isFault = !reported && (!missing().isEmpty() || isTwice());
            reported |= isFault;
            return isFault;
        }

        synchronized Set<String> missing() {
            return status == 200
                    ? Set.copyOf(receivers.stream().filter(receiver -> !received.containsKey(receiver)).toList())
                    : Set.of();
        }

        synchronized boolean isTwice() {
            return received.values().stream().anyMatch(times -> times > 1);
        }

        synchronized String describe(String text) {
            return "'%s' (sent %tT.%<tL, answered %d at %tT.%<tL), received %s of %s"
                    .formatted(text, sent, status, answered, received, receivers);
        }
    }

    /** @param receivers everybody who is in the room but the sender */
    public void sent(String text, Set<String> receivers) {
        entries.put(text, new Entry(receivers));
    }

    public void answered(String text, int status) {
        entries.get(text).answered(status);
        answers.merge(status, 1, Integer::sum);
    }

    /** What nobody has sent by this ledger is passed over. */
    public void received(String text, String by) {
        Entry entry = entries.get(text);
        if (entry != null) {
            entry.received(by);
        }
    }

    /** Whether a message that was answered 200 is lacked by somebody, beside those that were reported. */
    public boolean isOpen() {
        return entries.values().stream().anyMatch(Entry::isOpen);
    }

    /** Messages that were answered 200 and that somebody lacks, or that somebody got twice; none is reported twice. */
    public List<String> faults() {
        return described(Entry::isUnreportedFault);
    }

    /** Copies that were to arrive. */
    public long copies() {
        return entries.values().stream().filter(entry -> entry.status == 200)
                .mapToLong(entry -> entry.receivers.size()).sum();
    }

    /** Copies that have not arrived although they were to. */
    public long missing() {
        return entries.values().stream().map(Entry::missing).mapToLong(Collection::size).sum();
    }

    /** How many messages were answered how. */
    public Map<Integer, Integer> answers() {
        return new TreeMap<>(answers);
    }

    private List<String> described(Predicate<Entry> which) {
        List<String> found = new ArrayList<>();
        entries.forEach((text, entry) -> {
            if (which.test(entry)) {
                found.add(entry.describe(text));
            }
        });
        return found;
    }
}
