package imc.rooms.internal.store;

/** A store has rooms that are no earlier state of those in memory, and {@code on_conflict} refuses them. */
final class StoreConflictException extends Exception {

    private static final long serialVersionUID = 1L;

    StoreConflictException(String message) {
        super(message);
    }
}
