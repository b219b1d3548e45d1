package imc.api;

import java.util.Locale;

/** What a user is to a room. */
public enum Role {

    /** Made the room, or was given it. A room has one owner at most. */
    OWNER,
    /** Was made one by the owner or by another admin. */
    ADMIN,
    /** Sends and receives the room's messages. */
    MEMBER,
    /** Was asked to join and has not answered: receives nothing and may send nothing yet. */
    INVITED;

    /** Whether this user has joined, and so receives what is sent to the room. */
    public boolean isPresent() {
        return this != INVITED;
    }

    /** Whether this user may invite, add and remove others. */
    public boolean governs() {
        return this == OWNER || this == ADMIN;
    }

    /** The role as commands and notices name it: {@code owner}, {@code admin}, {@code member}, {@code invited}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
