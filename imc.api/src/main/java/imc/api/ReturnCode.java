package imc.api;

/**
 * What a command or a message can end in: the code, the SIP status that answers it, and the words for people. This is
 * the one place where the three stand together.
 */
public enum ReturnCode {

    OK(1, 200, "OK"),

    UNREADABLE(-20, 400, "The command cannot be read"),
    NOT_REGISTERED(-21, 403, "You are not registered here and in no room: register first, or create or join a room"),

    CREATE_ROOM_EXISTS(-31, 403, "Room already exists"),
    CREATE_PRIVATE_EXISTS(-32, 403, "A private room with the same name already exists"),
    CREATE_BAD_ADDRESS(-33, 400, "Bad room address"),
    CREATE_NOT_PRIVATE(-34, 400, "The second argument can only be 'private'"),
    CREATE_NOT_ALLOWED(-35, 403, "This address takes commands only and cannot be a room"),
    CREATE_ROOM_FULL(-36, 403, "The room is full"),
    CREATE_TOO_MANY(-37, 403, "You own as many rooms as you may"),
    CREATE_NO_SPACE(-38, 403, "This server has as many rooms and members as it may"),

    JOIN_NO_ROOM(-41, 404, "Room not found"),
    JOIN_PRIVATE(-42, 403, "Private rooms are by invitation only. Room owners have been notified."),
    JOIN_BAD_ADDRESS(-43, 400, "Bad room address"),
    JOIN_NOT_ALLOWED(-44, 403, "This address takes commands only and cannot be a room"),
    JOIN_ROOM_FULL(-45, 403, "The room is full"),
    JOIN_TOO_MANY(-46, 403, "You own as many rooms as you may"),
    JOIN_NO_SPACE(-47, 403, "This server has as many rooms and members as it may"),

    INVITE_NO_USER(-51, 400, "No user given"),
    INVITE_BAD_USER(-52, 400, "Bad user address"),
    INVITE_NO_ROOM(-53, 404, "Room not found"),
    INVITE_NOT_MEMBER(-54, 403, "You are not a member of this room"),
    INVITE_NOT_ALLOWED(-55, 403, "Only the owner and admins may add members to this room"),
    INVITE_ALREADY_MEMBER(-56, 403, "The user is already a member"),
    INVITE_ALREADY_INVITED(-57, 403, "The user is already invited"),
    INVITE_ROOM_FULL(-58, 403, "The room is full"),
    INVITE_NO_SPACE(-59, 403, "This server has as many rooms and members as it may"),

    ACCEPT_NO_ROOM(-61, 404, "Room not found"),
    ACCEPT_NOT_INVITED(-62, 403, "You have not been invited to this room"),

    REJECT_NO_ROOM(-71, 404, "Room not found"),
    REJECT_NOT_INVITED(-72, 403, "You have not been invited to this room"),

    REMOVE_NO_USER(-81, 400, "No user given"),
    REMOVE_BAD_USER(-82, 400, "Bad user address"),
    REMOVE_NO_ROOM(-83, 404, "Room not found"),
    REMOVE_NOT_MEMBER(-84, 403, "You are not a member of this room"),
    REMOVE_NOT_ALLOWED(-85, 403, "Only the owner and admins may remove members of this room"),
    REMOVE_NO_SUCH_MEMBER(-86, 404, "No such member"),
    REMOVE_OWNER(-87, 403, "The room's owner cannot be removed"),

    LEAVE_NO_ROOM(-91, 404, "Room not found"),
    LEAVE_NOT_MEMBER(-92, 403, "You are not a member of this room"),
    LEAVE_OWNER(-93, 403, "You are the room's owner and cannot leave. Use #destroy if you wish to destroy the room."),

    MEMBERS_NO_ROOM(-101, 404, "Room not found"),
    MEMBERS_NOT_MEMBER(-102, 403, "You are not a member of this room"),

    DESTROY_NO_ROOM(-111, 404, "Room not found"),
    DESTROY_NOT_MEMBER(-112, 403, "You are not a member of this room"),
    DESTROY_NOT_OWNER(-113, 403, "Only the owner may destroy the room"),

    MODIFY_NO_USER(-121, 400, "No user given"),
    MODIFY_NO_ROLE(-122, 400, "No role given"),
    MODIFY_NO_SUCH_ROLE(-123, 400, "No such role: owner, admin and member are possible"),
    MODIFY_NO_ROOM(-124, 404, "Room not found"),
    MODIFY_NOT_MEMBER(-125, 403, "You are not a member of this room"),
    MODIFY_NOT_ALLOWED(-126, 403, "You may not give this role"),
    MODIFY_NO_SUCH_MEMBER(-127, 404, "No such member"),
    MODIFY_TOO_MANY(-128, 403, "The user owns as many rooms as a user may"),

    MESSAGE_NO_ROOM(-201, 404, "Room not found"),
    MESSAGE_NOT_MEMBER(-202, 403, "You are not a member of this room"),
    MESSAGE_NOT_ACCEPTED(-203, 403, "You have not accepted the invitation to this room yet"),
    MESSAGE_TOO_LARGE(-204, 413, "The message is too large"),

    STORE_FAILED(-500, 500, "The change could not be stored; nothing was changed"),
    UNAVAILABLE(-503, 503, "The conference server cannot do this now; try again");

    private final int code;
    private final int status;
    private final String text;

    ReturnCode(int code, int status, String text) {
        this.code = code;
        this.status = status;
        this.text = text;
    }

    /** Positive for success, negative for a refusal, as Kamailio's {@code imc_manager()} returns it. */
    public int code() {
        return code;
    }

    /** The SIP status of the answer (RFC 3261 §21). */
    public int status() {
        return status;
    }

    /** What the Reason header and the notice to the sender say, without the {@code ***} of a notice. */
    public String text() {
        return text;
    }
}
