package imc.api.mi;

import imc.api.Answer;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.room.Rooms;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A room as a management command's parameters name it, for commands that show or change one.
 *
 * @param rooms where it is
 * @param room  as it was when it was found
 */
public record MiRoom(Rooms rooms, Room room) {

    /** A command describes its parameter {@code room} so. */
    public static final String PARAMETER = "room As sip:user@host, or its user part alone";

    /** In Kamailio's words, to the letter. */
    private static final String NO_ROOM = "no such room";
    private static final int NAMED = 10;
    private static final int NOT_FOUND = 404;
    private static final int FAILED = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What is done with the room as it is when its turn comes; pure, as every command. */
    @FunctionalInterface
    public interface Deed {
        /** Decides it. */
        Step with(CommandCall call, Room room);
    }

    public MiRoom {
        Objects.requireNonNull(rooms, "rooms");
        Objects.requireNonNull(room, "room");
    }

    /**
     * Finds it by the parameter {@code room}: {@code sip:user@host}, {@code user@host}, or the user part alone where
     * one room has it.
     *
     * @throws MiException 404 where there is none, 400 where the name is no address, or several rooms have it
     */
    public static MiRoom of(Rooms rooms, Map<String, Object> parameters) throws MiException {
        String name = Objects.toString(parameters.get("room"), "");
        return new MiRoom(rooms, MiAddress.isUserPart(name) ? byUserPart(rooms, name)
                : rooms.room(MiAddress.of("room", name)).orElseThrow(MiRoom::none));
    }

    private static Room byUserPart(Rooms rooms, String user) throws MiException {
        List<Room> found = rooms.rooms().filter(room -> room.address().user().equals(user)
                || room.address().displayUser().equals(user)).limit(NAMED + 1L).toList();
        if (found.isEmpty()) {
            throw none();
        }
        if (found.size() > 1) {
            throw MiException.badRequest("several rooms are named " + user + ": "
                    + found.stream().limit(NAMED).map(room -> room.address().toString()).sorted().toList()
                    + (found.size() > NAMED ? " and more" : ""));
        }
        return found.get(0);
    }

    private static MiException none() {
        return MiException.notFound(NO_ROOM);
    }

    /**
     * A user: {@code sip:user@host}, {@code user@host}, or the user part alone of one at the room's host.
     *
     * @throws MiException 400 where the name is no address
     */
    public SipAddress user(String name) throws MiException {
        try {
            return SipAddress.resolve(name, room.address());
        } catch (IllegalArgumentException e) {
            throw MiException.badRequest("'" + name + "' is no user's address: " + e.getMessage());
        }
    }

    /**
     * Does something in the room, in its turn like any user's command: policies are asked, it is stored before it is
     * seen, and the members are told. Waits for its end, at most ten seconds.
     *
     * @param command the management command's name
     * @param done    in a word, what is done
     * @return the room's address, and that word
     * @throws MiException 404 where the room, or what else it takes, is not there; 500 where it could not be stored;
     *                     400 for every other refusal
     */
    public Map<String, Object> act(String command, String done, Deed deed) throws MiException {
        return run(command, done, call -> call.room().map(found -> deed.with(call, found))
                .orElseGet(() -> Step.refused(Answer.refused(-1000, NOT_FOUND, NO_ROOM))));
    }

    /**
     * As {@link #act}, for what is found out before the room's turn, or does not need the room.
     *
     * @param step what is done when its turn comes
     */
    public Map<String, Object> run(String command, String done, ImcCommand step) throws MiException {
        Answer answer = new MiPatience("the room " + room.address() + ", or its store,", PATIENCE)
                .await(rooms.change(room.address(), Cause.of(command, room.address()), step));
        if (answer.isSuccess()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("room", room.address().toString());
            tree.put("done", done);
            return tree;
        }
        if (answer.status() == NOT_FOUND) {
            throw MiException.notFound(answer.text());
        }
        throw answer.status() >= FAILED && answer.status() < FAILED + 100 ? MiException.failed(answer.text())
                : MiException.badRequest(answer.text());
    }
}
