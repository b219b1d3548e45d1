package imc.offline.internal;

import imc.api.SipAddress;
import imc.api.offline.OfflineStore;
import imc.api.transport.Transport;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives members what was kept for them: each one message after the other, the next when the one before was taken, and
 * so many members at a time. What fails ends a member's run; it begins again when he registers, speaks, or is spoken
 * to.
 */
final class Runs {

    private final Means means;
    private final OfflineStore store;
    private final Boxes boxes;
    /** Those who wait for their turn: who has shown himself comes before who may be reached, and may be not. */
    private final Set<SipAddress> shown = new LinkedHashSet<>();
    private final Set<SipAddress> due = new LinkedHashSet<>();
    /** Those whose turn it is. */
    private final Map<SipAddress, Run> running = new ConcurrentHashMap<>();
    private int active;
    private volatile boolean closed;

    Runs(Means means, OfflineStore store, Boxes boxes) {
        this.means = means;
        this.store = store;
        this.boxes = boxes;
    }

    /** A member has shown himself. */
    void shown(SipAddress user) {
        if (boxes.isEmpty() || closed) {
            return;
        }
        if (boxes.begins(user, true)) {
            begin(user, shown);
        } else {
            synchronized (this) {
                if (due.remove(user)) {
                    shown.add(user);
                }
            }
            Run run = running.get(user);
            if (run != null) {
                run.shown();
            }
        }
    }

    /** There is something for a member, who may be reached. */
    void mayBegin(SipAddress user) {
        Transport transport = means.transport;
        if (transport != null && !closed && !transport.isAway(user) && boxes.begins(user, false)) {
            begin(user, due);
        }
    }

    /** What waited for him is in the store no more: who is being given it gets no more of it. */
    void forget(SipAddress user) {
        Run run = running.get(user);
        if (run != null) {
            run.forget();
        }
    }

    /** Tries all who may be reached. */
    void lookRound() {
        boxes.users().forEach(this::mayBegin);
    }

    /** No other run begins. */
    void close() {
        closed = true;
    }

    synchronized int active() {
        return active;
    }

    private void begin(SipAddress user, Set<SipAddress> queue) {
        synchronized (this) {
            if (active >= means.settings.get(OfflineSettings.MAX_RUNS)) {
                queue.add(user);
                return;
            }
            active++;
        }
        run(user);
    }

    private void run(SipAddress user) {
        Run run = new Run(user, this, means, store, boxes);
        running.put(user, run);
        means.later(run::look);
    }

    /** Whether no other run begins, and those that are under way end. */
    boolean isClosed() {
        return closed;
    }

    /** A run has come to its end, and the next one may begin. */
    void ended(Run run, SipAddress user, boolean again) {
        running.remove(user, run);
        SipAddress next;
        synchronized (this) {
            if (again) {
                shown.add(user);
            }
            Iterator<SipAddress> first = (shown.isEmpty() ? due : shown).iterator();
            if (!first.hasNext()) {
                active--;
                return;
            }
            next = first.next();
            first.remove();
        }
        run(next);
    }
}
