package imc.rooms.internal.store;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the store that serves takes changes. One that refuses a change is asked to write its lineage once more: if it
 * refuses that, too, the change is not to blame, and no room can change until the store has written it. Changed in the
 * gate's turns alone.
 */
final class StoreTrial {

    private static final Logger LOG = LoggerFactory.getLogger(StoreGate.class);

    private final ServingStore serving;
    private final GateWorker worker;

    StoreTrial(ServingStore serving, GateWorker worker) {
        this.serving = serving;
        this.worker = worker;
    }

    /** A store has answered a batch; any thread may say so. */
    void answered(StoreCandidate store, Throwable failure) {
        if (failure == null) {
            if (serving.trouble().filter(trouble -> trouble.store() == store).isPresent()) {
                worker.turn(() -> takes(store));
            }
        } else if (!(failure instanceof Commits.GivenUp) && store.beginsTrial()) {
            worker.turn(() -> refused(store, failure));
        }
    }

    private void takes(StoreCandidate store) {
        if (serves(store) && serving.trouble().isPresent()) {
            if (!serving.takesChanges()) {
                // On a full disk the log could not tell it before.
                LOG.info("the store {} takes changes again; it took none, because {}", store.name(),
                        serving.trouble().get().why());
            }
            serving.trouble(Optional.empty());
        }
    }

    private void refused(StoreCandidate store, Throwable failure) {
        if (serves(store) && serving.takesChanges()) {
            serving.trouble(Optional.of(new Trouble(store, false, text(failure),
                    ("the store %s has refused a change, and has taken none "
                    + "since: %s").formatted(store.name(), text(failure)))));
        }
        attempt(store);
    }

    private boolean serves(StoreCandidate store) {
        return serving.now().filter(now -> now == store).isPresent();
    }

    static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private void attempt(StoreCandidate store) {
        if (serves(store)) {
            worker.beside(store::writeLineage, failure -> tried(store, failure));
        } else {
            store.endTrial();
        }
    }

    private void tried(StoreCandidate store, Throwable failure) {
        if (failure == null) {
            store.endTrial();
            if (!serving.takesChanges()) {
                takes(store);
            }
        } else if (!serves(store)) {
            store.endTrial();
        } else {
            String sentence = ("the store %s takes no changes: %s; chat goes on, commands that change a room are "
                    + "refused; it is tried every %d s and comes back by itself")
                    .formatted(store.name(), text(failure), StoreMoves.RETRY.toSeconds());
            if (serving.takesChanges()) {
                LOG.warn(sentence);
            }
            serving.trouble(Optional.of(new Trouble(store, true, text(failure), sentence)));
            worker.turnAfter(StoreMoves.RETRY, () -> attempt(store));
        }
    }
}
