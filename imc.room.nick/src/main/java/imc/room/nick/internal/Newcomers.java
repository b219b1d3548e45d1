package imc.room.nick.internal;

import imc.api.Member;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Step;
import imc.api.room.Entry;
import imc.api.room.RoomPolicy;
import imc.api.store.Change;
import imc.api.text.Language;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Takes a name away from whoever has it when somebody comes in who is called so by his address: that is nobody else's.
 * In a room without names it costs a look at each member.
 */
@Component
public final class Newcomers implements RoomPolicy {

    @Activate
    public Newcomers() {
        // remembers nothing
    }

    @Override
    public Step entering(Entry entry, Step proposed) {
        Step step = proposed;
        String skeleton = "";
        for (Member member : entry.room().map(Room::members).orElse(List.of())) {
            if (!member.properties().isEmpty() && member.name().isPresent()
                    && !member.address().equals(entry.member().address())) {
                skeleton = skeleton.isEmpty() ? Skeleton.of(entry.member().address().displayUser()) : skeleton;
                if (Skeleton.of(member.name().get()).equals(skeleton)) {
                    step = taking(entry, step, member.address());
                }
            }
        }
        return step;
    }

    private static Step taking(Entry entry, Step proposed, SipAddress user) {
        Room before = entry.room().orElseThrow();
        Room after = before.with(entry.member());
        return proposed.changing(new Change.MemberPropertyPut(before.address(), user, Member.NAME, Optional.empty()))
                .noticing(after.present(), Nicks.TEXTS.get(Language.of(before), "lost", before.label(user),
                        Nicks.own(after, user)));
    }
}
