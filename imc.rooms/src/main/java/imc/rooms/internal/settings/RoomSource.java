package imc.rooms.internal.settings;

/** Where the address of the room stands: the values of {@code room_source}. */
public enum RoomSource {
    /** In the Request-URI. */
    RURI,
    /** In the To header, for servers behind a proxy that rewrites the Request-URI. */
    TO
}
