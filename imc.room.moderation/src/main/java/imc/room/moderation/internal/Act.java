package imc.room.moderation.internal;

import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.store.Change;
import imc.api.text.Language;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Somebody moderates a room, who may. What cannot be done is a {@link Refusal}.
 *
 * @param by who; empty for management
 */
record Act(CommandCall call, Room room, Optional<Member> by, Instant now) {

    /** The property of a room in which only the owner, admins and who has a voice may speak. */
    private static final String MODERATED = "moderated";

    /** One line of up to 200 characters, of which none turns the direction of what stands behind it. */
    private static final String REASON = "(?:[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]|[\\x{200C}\\x{200D}]){0,200}";

    Step kick() {
        Listed one = listed(present(), "", call.argument("reason").orElse(""));
        return telling("kicked", out(Step.done(), one), one);
    }

    Step ban() {
        return ban(user(), time(), words());
    }

    /** @param time as {@link Times#seconds} reads it; empty for ever */
    Step ban(SipAddress user, String time, String reason) {
        Listed one = listed(user, time, reason);
        return telling("banned", out(Listing.BANS.adding(Step.done(), room, one), one), one);
    }

    /** The list of bans, to who asks for it. */
    Step bans() {
        String lines = Listing.BANS.of(room).stream().filter(ban -> !ban.isOver(now))
                .map(ban -> "\n" + ban.who() + ban.tail(call.language(), now)).collect(Collectors.joining());
        return Step.done().telling(call.sender(), (lines.isEmpty() ? Notice.MARK : "")
                + Refusal.TEXTS.get(call.language(), lines.isEmpty() ? "nobody" : "bans") + lines);
    }

    Step mute() {
        Listed one = listed(present(), time().isEmpty() ? words() : time(), "");
        return telling("muted", Listing.MUTES.adding(Step.done(), room, one), one);
    }

    Step voice() {
        Listed one = listed(present(), "", "");
        return telling("voiced", Listing.VOICES.adding(Step.done(), room, one), one);
    }

    /** Ends what there is on a list. */
    Step end(Listing listing, SipAddress user, String text) {
        Listed one = listed(user, "", "");
        Step step = listing.dropping(Step.done(), room, each -> each.who().equals(one.who()));
        if (step.changes().isEmpty()) {
            throw new Refusal(Refusal.Why.ABSENT, "un" + listing);
        }
        return telling(text, step, one);
    }

    Step moderated() {
        String value = call.argument("on|off").orElse("").toLowerCase(Locale.ROOT);
        if (!value.equals("on") && !value.equals("off")) {
            throw new Refusal(Refusal.Why.UNREADABLE, "on_off");
        }
        return Step.done().changing(new Change.RoomPropertyPut(room.address(), MODERATED,
                Optional.of(value).filter(Room.ON::equals))).noticing(room.present(), said("moderated." + value, who()));
    }

    static boolean isModerated(Room room) {
        return !room.properties().isEmpty() && room.properties().get(MODERATED).isPresent();
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

    private SipAddress present() {
        return room.member(user()).filter(member -> member.role().isPresent()).map(Member::address)
                .orElseThrow(() -> new Refusal(Refusal.Why.ABSENT, "absent"));
    }

    private boolean hasTime() {
        return call.argument("for").filter("for"::equalsIgnoreCase).isPresent();
    }

    private String time() {
        return hasTime() ? call.argument("time").orElse("?") : "";
    }

    /** What stands behind user and time, also in places where a time might. */
    private String words() {
        return Stream.of("for", "time", "reason").skip(hasTime() ? 2 : 0).map(call::argument).flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
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
        return step.noticing(room.present(), said(text, whom, who(), one.tail(Language.of(room), now)));
    }

    private String who() {
        return by.map(member -> room.label(member.address())).orElseGet(() -> said("management"));
    }

    private String said(String text, Object... arguments) {
        return Refusal.TEXTS.get(Language.of(room), text, arguments);
    }
}
