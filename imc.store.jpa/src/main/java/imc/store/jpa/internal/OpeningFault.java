package imc.store.jpa.internal;

/**
 * Why the database cannot be opened, where somebody has to do something about it.
 *
 * @param sentence as it is told
 */
public record OpeningFault(String sentence) {
}
