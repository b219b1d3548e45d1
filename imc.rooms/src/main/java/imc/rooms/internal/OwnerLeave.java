package imc.rooms.internal;

/** What happens to a room whose owner leaves: the values of {@code owner_leave}. */
public enum OwnerLeave {
    /** The room ends with its owner, as the README of Kamailio 4.2 promises. */
    DESTROY,
    /** The owner is told to destroy the room instead, as newer Kamailios do. */
    REFUSE,
    /** The eldest admin becomes the owner, else the eldest member. */
    HANDOVER
}
