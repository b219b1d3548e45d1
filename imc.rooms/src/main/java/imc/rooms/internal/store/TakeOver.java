package imc.rooms.internal.store;

import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import imc.rooms.internal.settings.ConferenceSettings;
import imc.rooms.internal.state.Rooms;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes a store ready to serve: decides by lineage whether its rooms are earlier states of those in memory, and brings
 * the two level. The lineage of the rooms in memory is kept from one take-over to the next. Used by one thread.
 */
final class TakeOver {

    private final Rooms rooms;
    private final ConferenceSettings settings;
    /** Of the rooms in memory; null until a store was taken over. */
    private volatile String lineage;

    /** Whose rooms stay. */
    private enum Outcome {
        /** Memory has none that count: the store's are read. */
        READ,
        /** The store's are brought up to date. */
        UPDATE,
        /** What only one side has goes to the other. */
        MERGE,
        /** The store's replace those in memory. */
        REPLACE
    }

    TakeOver(Rooms rooms, ConferenceSettings settings) {
        this.rooms = rooms;
        this.settings = settings;
    }

    Optional<String> lineage() {
        return Optional.ofNullable(lineage);
    }

    /** A take-over of one store. */
    final class Attempt {

        private final RoomStore store;
        private final Reconciliation reconciliation;
        private final String name;
        private Outcome outcome;
        private final String storedLineage;

        /**
         * Reads the store and decides.
         *
         * @throws StoreException         if it cannot be read
         * @throws StoreConflictException if it has other rooms and {@code on_conflict} refuses them
         */
        Attempt(StoreCandidate candidate) throws StoreException, StoreConflictException {
            store = candidate.store();
            reconciliation = new Reconciliation(rooms, candidate);
            reconciliation.read();
            Optional<String> kept = store.lineage();
            storedLineage = kept.orElse(lineage == null ? "" : lineage);
            name = candidate.name();
            outcome = decide();
        }

        private Outcome decide() throws StoreConflictException {
            if (!rooms.areKnown() || rooms.size() == 0 && !storedLineage.equals(lineage)) {
                return Outcome.READ;
            }
            if (storedLineage.equals(lineage) || reconciliation.storeIsEmpty()) {
                return Outcome.UPDATE;
            }
            return switch (settings.onConflict()) {
                case REFUSE -> throw new StoreConflictException(("the store %s has rooms that are no earlier state "
                        + "of those in memory (lineage '%s' there, '%s' here). It is left as it is. "
                        + "To use it nevertheless, set on_conflict in imc.commands to merge, memory or store, "
                        + "and call imc:swapStore %s").formatted(
                                name, storedLineage, lineage, name));
                case MERGE -> Outcome.MERGE;
                case MEMORY -> Outcome.UPDATE;
                case STORE -> Outcome.REPLACE;
            };
        }

        /** Does in advance what can be done while rooms still change elsewhere. */
        void prepare() throws StoreException, InterruptedException {
            if (outcome == Outcome.UPDATE || outcome == Outcome.MERGE) {
                reconciliation.write();
            }
        }

        /**
         * Does the rest, while no room changes. Memory comes last: if this fails, it is as it was.
         *
         * @return rooms that were read into memory
         * @throws StoreConflictException if memory has rooms only now
         */
        int complete() throws StoreException, StoreConflictException, InterruptedException {
            if (outcome == Outcome.READ) {
                // when this was decided memory may have had no rooms that count, and have some since
                outcome = decide();
            }
            if (outcome == Outcome.UPDATE || outcome == Outcome.MERGE) {
                reconciliation.write();
            }
            if (outcome == Outcome.UPDATE) {
                reconciliation.removeUnknown();
            }
            boolean isStores = outcome == Outcome.READ || outcome == Outcome.REPLACE;
            String next = isStores && !storedLineage.isEmpty() ? storedLineage
                    : lineage != null && !isStores ? lineage : UUID.randomUUID().toString();
            if (!next.equals(storedLineage)) {
                store.setLineage(next);
            }
            lineage = next;
            return switch (outcome) {
                case READ, MERGE -> reconciliation.adoptUnknown();
                case REPLACE -> reconciliation.replaceMemory();
                case UPDATE -> 0;
            };
        }

        int written() {
            return reconciliation.written();
        }
    }
}
