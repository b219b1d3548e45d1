package imc.room.moderation.internal;

import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.room.Listed;
import imc.api.room.Moderation;
import imc.api.room.RoomList;
import imc.api.store.Change;
import imc.api.text.Language;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Somebody moderates a room, who may. What cannot be done is a {@link Refusal}.
 *
 * @param by who; empty for management
 */
record Act(CommandCall call, Room room, Optional<Member> by, Instant now) {

    /** One line of up to 200 characters, of which none turns the direction of what stands behind it. */
    private static final String REASON = "(?:[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]|[\\x{200C}\\x{200D}]){0,200}";

    Step kick() {
        Listed one = listed(present(user()), "", reason());
        return telling("kicked", out(Step.done(), one), one);
    }

    Step ban() {
        return ban(user(), time(), reason());
    }

    /** @param time as {@link Times#seconds} reads it; empty for ever */
    Step ban(SipAddress user, String time, String reason) {
        Listed one = listed(user, time, reason);
        return telling("banned", out(adding(Lists.BANS, one), one), one);
    }

    /** The list of bans, to who asks for it. */
    Step bans() {
        String lines = Lists.BANS.inForce(room, now).stream()
                .map(ban -> "\n" + ban.who() + Lists.tail(ban, call.language(), now)).collect(Collectors.joining());
        return Step.done().telling(call.sender(), (lines.isEmpty() ? Notice.MARK : "")
                + Refusal.TEXTS.get(call.language(), lines.isEmpty() ? "nobody" : "bans") + lines);
    }

    Step mute() {
        return mute(user(), time());
    }

    /** @param time as {@link Times#seconds} reads it; empty for ever */
    Step mute(SipAddress user, String time) {
        Listed one = listed(present(user), time, "");
        return telling("muted", adding(Lists.MUTES, one), one);
    }

    Step voice() {
        return voice(user());
    }

    Step voice(SipAddress user) {
        Listed one = listed(present(user), "", "");
        return telling("voiced", adding(Lists.VOICES, one), one);
    }

    /** Ends what there is on a list. */
    Step end(RoomList list, SipAddress user) {
        Listed one = listed(user, "", "");
        Step step = list.dropping(Step.done(), room, each -> each.who().equals(one.who()));
        if (step.changes().isEmpty()) {
            throw new Refusal(Refusal.Why.ABSENT, "no." + list.name());
        }
        return telling(list.name() + ".ended", step, one);
    }

    private Step adding(RoomList list, Listed one) {
        return list.adding(Step.done(), room, one).orElseThrow(() -> new Refusal(Refusal.Why.FULL, "full"));
    }

    Step moderated() {
        String value = call.argument("on|off").orElse("").toLowerCase(Locale.ROOT);
        if (!value.equals("on") && !value.equals("off")) {
            throw new Refusal(Refusal.Why.UNREADABLE, "on_off");
        }
        return moderated(value.equals("on"));
    }

    Step moderated(boolean is) {
        String word = is ? Room.ON : "off";
        return Step.done().changing(new Change.RoomPropertyPut(room.address(), Moderation.MODERATED,
                is ? Optional.of(Room.ON) : Optional.empty()))
                .noticing(room.present(), by.map(member -> said("moderated." + word, room.label(member.address())))
                        .orElseGet(() -> said("management.moderated." + word)));
    }

    /** The user, or everybody of a host, that the command names. */
    SipAddress user() {
        return user(call.argument("user").or(() -> call.argument("user>|*@<host")).orElse(""), call::address);
    }

    static SipAddress user(String word, Function<String, SipAddress> reading) {
        if (word.isEmpty() || word.equals("*") || word.endsWith("@*")) {
            throw new Refusal(Refusal.Why.USER, word.isEmpty() ? "missing" : "everybody");
        }
        try {
            return reading.apply(word);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.Why.USER, "bad", String.valueOf(e.getMessage()));
        }
    }

    private SipAddress present(SipAddress user) {
        return room.member(user).filter(member -> member.role().isPresent()).map(Member::address)
                .orElseThrow(() -> new Refusal(Refusal.Why.ABSENT, "absent"));
    }

    /** What stands behind {@code for}, or in its place; empty for nothing. */
    private String time() {
        Optional<String> word = call.argument("for");
        return word.filter("for"::equalsIgnoreCase).isEmpty() ? word.or(() -> call.argument("time")).orElse("")
                : call.argument("time").orElseThrow(() -> new Refusal(Refusal.Why.UNREADABLE, "time", ""));
    }

    private String reason() {
        return call.argument("reason").orElse("");
    }

    /** A line; refused where it would be done to oneself or to the owner, or to an admin by another than the owner. */
    private Listed listed(SipAddress user, String time, String reason) {
        if (!reason.matches(REASON)) {
            throw new Refusal(Refusal.Why.UNREADABLE, "reason");
        }
        Listed one = new Listed(Listed.key(user), time.isEmpty() ? 0 : now.getEpochSecond() + Times.seconds(time),
                by.map(Member::address).map(Listed::key).orElse("-"), reason);
        for (Member each : meant(one)) {
            boolean isSelf = by.equals(Optional.of(each));
            boolean isAbove = each.role() == Role.ADMIN && by.filter(member -> member.role() != Role.OWNER).isPresent();
            if (isSelf || isAbove || each.role() == Role.OWNER) {
                throw new Refusal(Refusal.Why.UNTOUCHABLE, isSelf ? "self" : each.role().word());
            }
        }
        return one;
    }

    private List<Member> meant(Listed one) {
        return room.members().stream().filter(member -> one.means(member.address())).toList();
    }

    private Step out(Step step, Listed one) {
        Step out = step;
        for (Member each : meant(one)) {
            out = out.changing(new Change.MemberRemoved(room.address(), each.address()));
        }
        return out;
    }

    /** Tells all who were there before it. */
    private Step telling(String text, Step step, Listed one) {
        boolean isLocal = room.member(one.user()).isPresent() || one.user().host().equals(room.address().host());
        String whom = one.isOfHost() ? one.who() : isLocal ? room.label(one.user()) : Room.label(one.who());
        return step.noticing(room.present(), said(text, whom, who(), Lists.tail(one, Language.of(room), now)));
    }

    private String who() {
        return by.map(member -> room.label(member.address())).orElseGet(() -> said("management"));
    }

    private String said(String text, Object... arguments) {
        return Refusal.TEXTS.get(Language.of(room), text, arguments);
    }
}
