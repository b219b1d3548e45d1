package imc.room.access.internal;

import imc.api.Member;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.room.Entry;
import imc.api.room.RoomPolicy;
import imc.api.script.ScriptTexts;
import imc.api.store.Change;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

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

    private final AtomicReference<ScriptTexts> texts = new AtomicReference<>();

    @Activate
    public Entrance() {
        // what it looks at is the room's
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTexts(ScriptTexts arrived) {
        texts.set(arrived);
    }

    void unbindTexts(ScriptTexts leaving) {
        texts.compareAndSet(leaving, null);
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
        return Welcome.of(room).map(text -> proposed.noticing(List.of(user), filled(text, room, entry.member())))
                .orElse(proposed);
    }

    private String filled(String welcome, Room room, Member member) {
        ScriptTexts now = texts.get();
        return now == null ? welcome : FilledWelcome.of(welcome, now, room, member);
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
