package imc.registrar.internal;

import imc.api.SipAddress;
import java.util.concurrent.CompletableFuture;

/** A binding that a store does not have as the table has it, or has and the table has not. */
final class Unwritten {

    private final SipAddress user;
    private final boolean isStored;
    private volatile long storedUntil;
    private volatile CompletableFuture<Void> batch;
    private volatile boolean hasFailed;

    /** @param stored what the store has certainly; null for nothing */
    Unwritten(SipAddress user, Binding stored) {
        this(user, stored != null, stored == null ? 0 : stored.keptUntil());
    }

    private Unwritten(SipAddress user, boolean isStored, long storedUntil) {
        this.user = user;
        this.isStored = isStored;
        this.storedUntil = storedUntil;
    }

    /** The same, changed once more, whatever is under way. */
    Unwritten again() {
        return new Unwritten(user, isStored, storedUntil);
    }

    SipAddress user() {
        return user;
    }

    /** Whether what the store has lasts as long as a binding. */
    boolean covers(Binding binding) {
        return isStored && binding.expiry() - storedUntil <= 0;
    }

    /** What the store has may be this from now on, which may last less long. */
    void mayBe(Binding written) {
        if (written.keptUntil() - storedUntil < 0) {
            storedUntil = written.keptUntil();
        }
    }

    /** Completes when it has been written, or could not be; null while nothing is under way. */
    CompletableFuture<Void> batch() {
        return batch;
    }

    void isUnderWay(CompletableFuture<Void> with) {
        batch = with;
    }

    void hasNotBeenWritten() {
        hasFailed = true;
        batch = null;
    }

    boolean hasFailed() {
        return hasFailed;
    }
}
