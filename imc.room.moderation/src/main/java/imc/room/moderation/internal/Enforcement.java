package imc.room.moderation.internal;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.room.Moderation;
import imc.api.room.RoomPolicy;
import imc.api.room.Speech;
import imc.api.store.Change;
import imc.api.text.Language;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Keeps out who is banned, and quiet who may not speak. Asked before policies that tell who comes what he lacks. */
@Component(property = {"service.ranking:Integer=100", RoomPolicy.ENFORCES + "=ban", RoomPolicy.ENFORCES + "=mute",
    RoomPolicy.ENFORCES + "=moderated"})
public final class Enforcement implements RoomPolicy {

    private final InstantSource clock;

    @Activate
    public Enforcement() {
        this(InstantSource.system());
    }

    Enforcement(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Whoever enters, or is invited, is looked at; and of his attempts that are refused the room is not told. What a
     * name or a topic says is told to all, and so nothing for who is muted.
     */
    @Override
    public Step changing(CommandCall call, Step proposed) {
        Step step = proposed;
        if (!proposed.answer().isSuccess() && !proposed.notices().isEmpty()) {
            step = unlessBanned(call, call.sender(), step);
        }
        for (Change change : proposed.changes()) {
            if (change instanceof Change.MemberPut put) {
                step = unlessBanned(call, put.member().address(), step);
            } else if (isSaid(change) && call.room().isPresent()) {
                step = muted(call.room().get(), call.sender(), call.language()).map(Step::refused).orElse(step);
            }
        }
        return step;
    }

    private static boolean isSaid(Change change) {
        return change instanceof Change.RoomPropertyPut topic && topic.name().equals(Room.TOPIC)
                || change instanceof Change.MemberPropertyPut name && name.name().equals(Member.NAME)
                        && name.value().isPresent();
    }

    private Optional<Answer> muted(Room room, SipAddress user, Language language) {
        Instant now = clock.instant();
        return Lists.MUTES.inForce(room, user, now)
                .filter(mute -> room.member(user).filter(member -> member.role() == Role.OWNER).isEmpty())
                .map(mute -> new Refusal(Refusal.Why.HELD, "-159", Lists.tail(mute, language, now))
                        .answer(language, Refusal.SPEECH));
    }

    private Step unlessBanned(CommandCall call, SipAddress user, Step proposed) {
        Instant now = clock.instant();
        return call.room().filter(room -> room.member(user).filter(member -> member.role().isPresent()).isEmpty())
                .flatMap(room -> Lists.BANS.inForce(room, user, now))
                .map(ban -> user.equals(call.sender())
                        ? new Refusal(Refusal.Why.HELD, "-149", Lists.tail(ban, call.language(), now))
                        : new Refusal(Refusal.Why.HELD, "banned.other", Room.label(user.displayUser()),
                                call.startChar() + "unban " + ban.who()))
                .map(refusal -> Step.refused(refusal.answer(call.language(), Refusal.BANS))).orElse(proposed);
    }

    @Override
    public Speech speaking(Speech speech) {
        Room room = speech.room();
        Role role = room.properties().isEmpty() ? Role.OWNER
                : room.member(speech.speaker()).map(Member::role).orElse(Role.MEMBER);
        if (role == Role.OWNER) {
            return speech;
        }
        Optional<Answer> refusal = muted(room, speech.speaker(), speech.language());
        if (refusal.isEmpty() && role == Role.MEMBER && room.properties().get(Moderation.MODERATED).isPresent()
                && Lists.VOICES.inForce(room, speech.speaker(), clock.instant()).isEmpty()) {
            refusal = Optional.of(new Refusal(Refusal.Why.HELD, "moderated").answer(speech.language(), Refusal.SPEECH));
        }
        return refusal.map(speech::refused).orElse(speech);
    }
}
