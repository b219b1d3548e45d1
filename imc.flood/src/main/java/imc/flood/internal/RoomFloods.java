package imc.flood.internal;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.room.Entry;
import imc.api.room.RoomPolicy;
import imc.api.room.Speech;
import imc.api.store.Change;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Bounds how much the members of a room are told: messages, who comes, and what else by a command. Asked behind all
 * others, so that nobody whom one of them refuses uses up what a room takes. What a room does by itself, and management
 * in its name, has no bound.
 */
@Component(property = "service.ranking:Integer=-1000")
public final class RoomFloods implements RoomPolicy {

    private final Floods floods;

    @Activate
    public RoomFloods(@Reference Floods floods) {
        this.floods = floods;
    }

    @Override
    public Speech speaking(Speech speech) {
        int seconds = floods.room(speech.room().address());
        return seconds == 0 ? speech : speech.refused(busy(seconds));
    }

    /** A room of one has nobody who would be told. */
    @Override
    public Step entering(Entry entry, Step proposed) {
        return entry.room().isEmpty() || isRoomsOwn(entry.call()) ? proposed
                : bounded(entry.call().roomAddress(), proposed);
    }

    /**
     * What a member tells all by a command counts as a message; the owner and admins, who have to act in a flood, and
     * who leaves, which must always be possible, are not held up. Of attempts that are refused few are told.
     */
    @Override
    public Step changing(CommandCall call, Step proposed) {
        if (call.room().isEmpty() || proposed.notices().isEmpty() || isRoomsOwn(call)) {
            return proposed;
        }
        Room room = call.room().get();
        if (!proposed.answer().isSuccess()) {
            return attempted(room, call.sender(), proposed);
        }
        Optional<Role> role = room.member(call.sender()).map(Member::role).filter(Role::isPresent);
        return !tellsAll(proposed, call.sender()) || role.filter(Role::governs).isPresent()
                || comesOrGoes(proposed, role) ? proposed : bounded(room.address(), proposed);
    }

    private static boolean tellsAll(Step step, SipAddress sender) {
        for (Notice notice : step.notices()) {
            if (!notice.isPersonal() && reachesOthers(notice, sender)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRoomsOwn(CommandCall call) {
        return call.sender().equals(call.roomAddress());
    }

    /** Who comes is bounded where others agree that he does. */
    private static boolean comesOrGoes(Step step, Optional<Role> sender) {
        for (Change change : step.changes()) {
            if (sender.isPresent() ? change instanceof Change.MemberRemoved
                    : change instanceof Change.MemberPut put && put.member().role().isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean reachesOthers(Notice notice, SipAddress sender) {
        for (SipAddress receiver : notice.receivers()) { // the first or the second tells it
            if (!receiver.equals(sender)) {
                return true;
            }
        }
        return false;
    }

    /** The sender gets the same answer in any case. */
    private Step attempted(Room room, SipAddress sender, Step refused) {
        List<Notice> own = refused.notices().stream().filter(notice -> !reachesOthers(notice, sender)).toList();
        return own.size() == refused.notices().size() || floods.attempt(room.address(), sender) ? refused
                : new Step(refused.answer(), List.of(), own);
    }

    private Step bounded(SipAddress room, Step proposed) {
        int seconds = floods.room(room);
        return seconds == 0 ? proposed : Step.refused(busy(seconds));
    }

    private static Answer busy(int seconds) {
        return Floods.notNow(Floods.ROOM_BUSY, seconds);
    }
}
