package imc.rooms.internal.settings;

/** What happens when a store appears whose rooms have nothing to do with those in memory: {@code on_conflict}. */
public enum OnConflict {
    /** The store is left as it is and does not serve. */
    REFUSE,
    /** Rooms that only one side has go to the other; where both have a room, memory is right. */
    MERGE,
    /** The store's rooms are replaced by those in memory. */
    MEMORY,
    /** The rooms in memory are replaced by the store's. */
    STORE
}
