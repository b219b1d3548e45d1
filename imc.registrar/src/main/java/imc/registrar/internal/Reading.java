package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.location.StoredBinding;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a store has, beside what the table has; the first time, the table takes it in. */
final class Reading {

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    private final LocationTable table;
    private final StoredForm form;
    private final boolean takesIn;
    private final Set<String> same = new HashSet<>();
    private final Map<String, SipAddress> superfluous = new HashMap<>();
    private int count;
    private int taken;
    private boolean told;

    Reading(LocationTable table, StoredForm form, boolean takesIn) {
        this.table = table;
        this.form = form;
        this.takesIn = takesIn;
    }

    synchronized void add(StoredBinding stored) {
        count++;
        Binding there = table.binding(stored.user(), stored.ruid());
        if (there != null && there.cseq() == stored.cseq() && there.callId().equals(stored.callId())
                || there == null && isTakenIn(stored)) {
            same.add(stored.ruid());
        } else if (there == null) {
            superfluous.put(stored.ruid(), stored.user());
        }
    }

    private boolean isTakenIn(StoredBinding stored) {
        // What the table has given out itself, and has no more, was taken back.
        if (!takesIn || table.ruids().isOwn(stored.ruid())) {
            return false;
        }
        try {
            Optional<Binding> binding = form.read(stored);
            boolean isIn = binding.isPresent() && table.takeIn(stored.user(), binding.get());
            taken += isIn ? 1 : 0;
            return isIn && binding.get().ruid().equals(stored.ruid());
        } catch (IllegalArgumentException e) {
            if (!told) {
                told = true;
                LOG.warn("A contact of {} that was kept makes no sense, and is removed, as are others like it: {}",
                        stored.user(), e.getMessage());
            }
            return false;
        }
    }

    /** Whether the store has a binding just as it is. */
    synchronized boolean has(Binding binding) {
        return same.contains(binding.ruid());
    }

    /** What the store has and the table has not, by ruid. */
    synchronized Map<String, SipAddress> superfluous() {
        return superfluous;
    }

    synchronized int count() {
        return count;
    }

    synchronized int taken() {
        return taken;
    }
}
