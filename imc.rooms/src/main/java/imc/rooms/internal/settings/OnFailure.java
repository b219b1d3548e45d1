package imc.rooms.internal.settings;

/** What happens to a member whom so many messages in a row did not reach. */
public enum OnFailure {
    /** The room's owner is told. */
    REPORT,
    /** The owner is told, and the member is out of the room. */
    REMOVE
}
