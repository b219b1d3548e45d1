package imc.rooms.internal.failing;

import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.store.Change;
import imc.api.transport.Delivery;
import imc.rooms.internal.failing.FailingRoom.Streak;
import imc.rooms.internal.settings.ConferenceSettings;
import imc.rooms.internal.settings.OnFailure;
import imc.rooms.internal.turn.Words;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a room does about members who cannot be reached: it tells its owner and, if so configured, goes on without
 * them. The owner stays, whatever happens.
 */
final class Unreached implements ImcCommand {

    /** So many are treated in one step, so that it does not hold up the room. */
    private static final int AT_ONCE = 100;
    /** So many of them are named to the owner; of the others the number is said. */
    private static final int NAMED = 20;

    private final FailingRoom failing;
    private final ConferenceSettings settings;
    private List<SipAddress> treated = List.of();
    private int reported;
    private int removed;

    Unreached(FailingRoom failing, ConferenceSettings settings) {
        this.failing = failing;
        this.settings = settings;
    }

    /** Those about whom something is to be done now. */
    Stream<Streak> due(Room room) {
        return failing.due(settings.maxFailures(), settings.onFailure() == OnFailure.REMOVE)
                .filter(streak -> room.member(streak.member()).map(Member::role)
                        .filter(role -> role.isPresent() && role != Role.OWNER).isPresent());
    }

    @Override
    public Step run(CommandCall call) {
        List<Streak> due = call.room().stream().flatMap(this::due).limit(AT_ONCE).toList();
        List<Streak> fresh = due.stream().filter(streak -> !streak.reported()).toList();
        treated = due.stream().map(Streak::member).toList();
        reported = 0;
        removed = 0;
        Step step = Step.done();
        if (due.isEmpty()) {
            return step;
        }
        Room room = call.room().orElseThrow();
        Optional<SipAddress> owner = room.owner().map(Member::address);
        if (owner.isPresent() && !fresh.isEmpty()) {
            reported = fresh.size();
            step = step.noticing(owner.get(), report(room, fresh));
        }
        return settings.onFailure() == OnFailure.REMOVE ? removing(room, step) : step;
    }

    private Step removing(Room room, Step reporting) {
        removed = treated.size();
        Step step = reporting;
        for (SipAddress member : treated) {
            step = step.changing(new Change.MemberRemoved(room.address(), member));
        }
        return step.noticing(treated, Words.to(room, "removed"))
                .noticing(room.present().stream().filter(member -> !treated.contains(member)).toList(),
                        lines(treated.stream().map(member -> Words.to(room, "left", room.label(member)))));
    }

    private static String report(Room room, List<Streak> streaks) {
        Stream<String> named = streaks.stream().limit(NAMED).map(streak -> Words.to(room, "unreached",
                room.label(streak.member()), streak.copies(), reason(room, streak.last())));
        return lines(streaks.size() <= NAMED ? named
                : Stream.concat(named, Stream.of(Words.to(room, "unreached.more", streaks.size() - NAMED))));
    }

    private static String lines(Stream<String> texts) {
        return texts.collect(Collectors.joining("\n" + Notice.MARK));
    }

    private static String reason(Room room, Delivery last) {
        return last.status() + " " + Words.to(room, switch (last.result()) {
            case TIMED_OUT -> "no.answer";
            case UNREACHABLE -> last.equals(Delivery.NOT_REGISTERED) ? "not.registered" : "not.sent";
            default -> "refused";
        });
    }

    /** Who was due when this ran last. */
    List<SipAddress> treated() {
        return treated;
    }

    /** Of how many the owner was told. */
    int reported() {
        return reported;
    }

    /** How many are out of the room. */
    int removed() {
        return removed;
    }
}
