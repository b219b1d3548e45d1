package imc.room.moderation.internal;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.room.Listed;
import imc.api.room.Moderation;
import imc.api.text.Language;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Does what commands do, for whoever is in no room. */
@Component
public final class Moderating implements Moderation {

    private final InstantSource clock;

    @Activate
    public Moderating() {
        this(InstantSource.system());
    }

    Moderating(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public List<Listed> of(Measure measure, Room room) {
        return Lists.ALL.get(measure.ordinal()).inForce(room, clock.instant());
    }

    @Override
    public Step impose(Measure measure, CommandCall call, Room room, String who, String time, String reason) {
        return act(measure, call, room, who, (act, user) -> switch (measure) {
            case BAN -> act.ban(user, time, reason);
            case MUTE -> act.mute(user, time);
            case VOICE -> act.voice(user);
        });
    }

    @Override
    public Step lift(Measure measure, CommandCall call, Room room, String who) {
        return act(measure, call, room, who, (act, user) -> act.end(Lists.ALL.get(measure.ordinal()), user));
    }

    @Override
    public Step moderate(CommandCall call, Room room, boolean isModerated) {
        return new Act(call, room, Optional.empty(), clock.instant()).moderated(isModerated);
    }

    private Step act(Measure measure, CommandCall call, Room room, String who,
            BiFunction<Act, SipAddress, Step> deed) {
        int first = measure == Measure.BAN ? Refusal.BANS : Refusal.SPEECH;
        try {
            return deed.apply(new Act(call, room, Optional.empty(), clock.instant()),
                    Act.user(who, word -> SipAddress.resolve(word, room.address())));
        } catch (Refusal refusal) {
            return Step.refused(refusal.answer(Language.NONE, first));
        }
    }
}
