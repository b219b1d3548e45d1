package imc.sip.internal.fanout;

import imc.api.SipAddress;
import imc.sip.internal.route.NextHop;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The backlogs of all contacts, and the rooms that are held up by one: while a member has too much before it, the
 * room's senders are asked to come back later, so that whatever was accepted reaches everybody.
 */
public final class Backlogs {

    private static final int MAX_SIZE = 20_000;

    private final Map<String, Backlog> backlogs = new ConcurrentHashMap<>();
    private final Map<SipAddress, Set<Backlog>> heldUp = new ConcurrentHashMap<>();
    private final Limits limits;
    private final LongSupplier nanoTime;

    /** @param nanoTime as {@link System#nanoTime()} */
    public Backlogs(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** The backlog of a hop; null for the outbound proxy, which is everybody's ({@link Congestion}). */
    Backlog of(NextHop hop) {
        return hop.isProxy() ? null : of(hop.requestUri());
    }

    Backlog of(String contact) {
        Backlog there = backlogs.get(contact);
        if (there != null) {
            return there;
        }
        if (backlogs.size() >= MAX_SIZE) {
            forgetEmpty();
        }
        return backlogs.computeIfAbsent(contact, name -> new Backlog(name, this));
    }

    /** Whoever holds one of them may go on counting in it. */
    void forgetEmpty() {
        backlogs.values().removeIf(Backlog::isEmpty);
    }

    /** Whether a room's messages have to wait for one of its members. */
    public boolean holdUp(SipAddress room) {
        if (heldUp.isEmpty()) {
            return false;
        }
        Set<Backlog> by = heldUp.get(room);
        boolean held = false;
        if (by != null) {
            for (Backlog backlog : by) {
                held |= backlog.holdsUp();
            }
        }
        return held;
    }

    /** How many rooms are held up. */
    public int roomsHeldUp() {
        return heldUp.size();
    }

    Limits limits() {
        return limits;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    void holds(Backlog backlog, SipAddress room) {
        heldUp.compute(room, (key, by) -> {
            Set<Backlog> all = by == null ? ConcurrentHashMap.newKeySet() : by;
            all.add(backlog);
            return all;
        });
    }

    void releases(Backlog backlog, SipAddress room) {
        heldUp.computeIfPresent(room, (key, by) -> {
            by.remove(backlog);
            return by.isEmpty() ? null : by;
        });
    }
}
