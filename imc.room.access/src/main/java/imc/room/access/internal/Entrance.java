package imc.room.access.internal;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.room.Entry;
import imc.api.room.RoomPolicy;
import imc.api.store.Change;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * What a room's settings say of those who come and go. Nobody comes by himself where the room is for members only; who
 * was invited, and whom an admin or management adds, does. How many there may be holds for all.
 */
@Component(property = {"service.ranking:Integer=20", RoomPolicy.ENFORCES + '=' + MembersOnly.NAME,
    RoomPolicy.ENFORCES + '=' + MaxMembers.NAME})
public final class Entrance implements RoomPolicy {

    private static final int MEMBERS_ONLY = -168;
    private static final int FULL = -169;
    private static final int FORBIDDEN = 403;

    @Activate
    public Entrance() {
        // what it looks at is the room's
    }

    @Override
    public Step entering(Entry entry, Step proposed) {
        if (entry.room().isEmpty() || entry.room().get().properties().isEmpty()) {
            return proposed;
        }
        Room room = entry.room().get();
        SipAddress user = entry.member().address();
        boolean comesByHimself = user.equals(entry.call().sender()) && room.member(user).isEmpty();
        if (comesByHimself && MembersOnly.is(room)) {
            return refused(entry.call(), MEMBERS_ONLY);
        }
        return Welcome.of(room).map(text -> proposed.noticing(List.of(user), text)).orElse(proposed);
    }

    @Override
    public Step changing(CommandCall call, Step proposed) {
        if (proposed.changes().isEmpty() || call.room().isEmpty() || call.room().get().properties().isEmpty()) {
            return proposed;
        }
        Room before = call.room().get();
        Optional<Integer> most = MaxMembers.of(before);
        if (most.isEmpty() && Persistent.is(before)) {
            return proposed;
        }
        Room after = Change.apply(proposed.changes(), before);
        if (after == null) {
            return proposed;
        }
        int size = after.members().size();
        if (most.isPresent() && size > most.get() && size > before.members().size()) {
            return refused(call, FULL, before.members().size(), most.get());
        }
        return !Persistent.is(after) && after.presentCount() == 0 && before.presentCount() > 0
                ? proposed.changing(new Change.RoomDestroyed(before.address())) : proposed;
    }

    private static Step refused(CommandCall call, int code, Object... arguments) {
        return Step.refused(Kept.TEXTS.refused(call.language(), code, FORBIDDEN, arguments));
    }
}
