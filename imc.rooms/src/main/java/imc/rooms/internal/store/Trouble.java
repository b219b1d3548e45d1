package imc.rooms.internal.store;

/**
 * What an operator has to know about a store.
 *
 * @param store        the store
 * @param takesNothing whether it refuses every change
 * @param why          what the store says
 * @param sentence     as it is told
 */
record Trouble(StoreCandidate store, boolean takesNothing, String why, String sentence) {
}
