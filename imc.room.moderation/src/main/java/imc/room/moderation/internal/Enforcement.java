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
     * name or a topic says is told to all, and so nothing for who may not speak.
     */
    @Override
    public Step changing(CommandCall call, Step proposed) {
        if (call.room().isEmpty() || call.room().get().properties().isEmpty()) {
            return proposed;
        }
        Step step = proposed;
        if (!proposed.answer().isSuccess() && !proposed.notices().isEmpty()) {
            step = unlessBanned(call, call.sender(), step);
        }
        for (Change change : proposed.changes()) {
            if (change instanceof Change.MemberPut put) {
                step = unlessBanned(call, put.member().address(), step);
            } else if (isSaid(change)) {
                step = silence(call.room().get(), call.sender(), call.language()).map(Step::refused).orElse(step);
            }
        }
        return step;
    }

    private static boolean isSaid(Change change) {
        return change instanceof Change.RoomPropertyPut topic && topic.name().equals(Room.TOPIC)
                || change instanceof Change.MemberPropertyPut name && name.name().equals(Member.NAME)
                        && name.value().isPresent();
    }

    /** Why a member says nothing to all; empty for who may speak, and for who is no member, as management is. */
    private Optional<Answer> silence(Room room, SipAddress user, Language language) {
        Optional<Role> role = room.properties().isEmpty() ? Optional.empty()
                : room.member(user).map(Member::role).filter(each -> each != Role.OWNER);
        if (role.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<Answer> muted = Lists.MUTES.inForce(room, user, now)
                .map(mute -> new Refusal(Refusal.Why.HELD, "-159", Lists.tail(mute, language, now))
                        .answer(language, Refusal.SPEECH));
        boolean hasNoVoice = muted.isEmpty() && role.get() == Role.MEMBER
                && room.properties().get(Moderation.MODERATED).isPresent()
                && Lists.VOICES.inForce(room, user, now).isEmpty();
        return hasNoVoice ? Optional.of(new Refusal(Refusal.Why.HELD, "moderated").answer(language, Refusal.SPEECH))
                : muted;
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
        return silence(speech.room(), speech.speaker(), speech.language()).map(speech::refused).orElse(speech);
    }
}
