package imc.mi.rooms.internal;

import imc.api.Answer;
import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.mi.MiException;
import imc.api.room.Cause;
import imc.api.room.Rooms;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does something in a room, in its turn like any user's command: policies are asked, it is stored before it is seen,
 * and the members are told.
 *
 * @param what the management command's name
 */
record Acting(Rooms rooms, String what) {

    private static final int NOT_FOUND = 404;
    private static final int FAILED = 500;
    private static final long PATIENCE_SECONDS = 10;

    /** What is done with the room as it is then. */
    interface Deed {
        Step with(CommandCall call, Room room);
    }

    /**
     * Does it, and waits for its end.
     *
     * @return the room's address, and in a word what was done
     */
    Map<String, Object> in(Room found, String done, Deed deed) throws MiException {
        Answer answer = await(found, deed);
        if (answer.isSuccess()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("room", found.address().toString());
            tree.put("done", done);
            return tree;
        }
        if (answer.status() == NOT_FOUND) {
            throw MiException.notFound(answer.text());
        }
        throw answer.status() >= FAILED && answer.status() < FAILED + 100 ? MiException.failed(answer.text())
                : MiException.badRequest(answer.text());
    }

    private Answer await(Room found, Deed deed) throws MiException {
        try {
            return rooms.change(found.address(), Cause.of(what, found.address()), call -> call.room()
                    .map(room -> deed.with(call, room))
                    .orElseGet(() -> Step.refused(Answer.refused(-1000, NOT_FOUND, Find.none().getMessage()))))
                    .toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw MiException.failed(what + " has not ended within " + PATIENCE_SECONDS
                    + " s (no store serves, or it is slow); it may still be done");
        } catch (ExecutionException e) {
            throw MiException.failed(what + " failed: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MiException.failed(what + " was interrupted; it may still be done");
        }
    }
}
