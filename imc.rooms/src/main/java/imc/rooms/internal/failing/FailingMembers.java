package imc.rooms.internal.failing;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Message;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.room.Cause;
import imc.api.room.Reachability;
import imc.api.room.RoomListener;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.rooms.internal.settings.ConferenceSettings;
import imc.rooms.internal.settings.OnFailure;
import imc.rooms.internal.time.Timing;
import imc.rooms.internal.turn.RoomEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Counts for each member how many copies of a room's messages and notices in a row did not get there, and has the room
 * act where they become too many. Only members whose last copy failed stand here: while there are none, a copy that
 * is delivered costs one look at a number.
 */
@Component(service = {Reachability.class, RoomListener.class, StatisticSource.class})
public final class FailingMembers implements Reachability, RoomListener, StatisticSource {

    /** Where many members fail at once, the owner is told of all in one notice, and at most once in this time. */
    private static final Duration GATHERING = Duration.ofSeconds(1);

    private static final String UNREACHED = "reaction";

    private final ConferenceSettings settings;
    private final RoomEngine engine;
    private final Timing timing;
    private final long gathering;
    private final Map<SipAddress, FailingRoom> failing = new ConcurrentHashMap<>();
    private final LongAdder reported = new LongAdder();
    private final LongAdder removed = new LongAdder();

    @Activate
    public FailingMembers(@Reference ConferenceSettings settings, @Reference RoomEngine engine,
            @Reference Timing timing) {
        this(settings, engine, timing, GATHERING);
    }

    public FailingMembers(ConferenceSettings settings, RoomEngine engine, Timing timing, Duration gathering) {
        this.settings = settings;
        this.engine = engine;
        this.timing = timing;
        this.gathering = gathering.toNanos();
    }

    /** What all receivers share is held against nobody, and neither is what the receiver will get later. */
    @Override
    public void delivered(Broadcast copy, int receiver, Delivery delivery) {
        if (delivery.result() == Delivery.Result.DELIVERED) {
            arrived(copy, receiver);
        } else if (!delivery.isShared() && !delivery.isKept()) {
            failed(copy, receiver, delivery);
        }
    }

    private void arrived(Broadcast broadcast, int receiver) {
        if (failing.isEmpty()) {
            return;
        }
        FailingRoom members = failing.get(broadcast.from());
        SipAddress member = members == null ? null : broadcast.receivers().get(receiver);
        if (members != null && members.contains(member)) {
            failing.computeIfPresent(broadcast.from(), (address, current) -> {
                current.delivered(member);
                return current.isEmpty() ? null : current;
            });
        }
    }

    private void failed(Broadcast broadcast, int receiver, Delivery delivery) {
        int most = settings.maxFailures();
        SipAddress room = broadcast.from();
        SipAddress member = broadcast.receivers().get(receiver);
        Optional<Role> role = engine.room(room).flatMap(found -> found.member(member)).map(Member::role);
        if (role.filter(Role::isPresent).isEmpty()) {
            return; // an invitation that fails has consequences of its own
        }
        boolean again = settings.onFailure() == OnFailure.REMOVE;
        long[] wait = {-1};
        failing.compute(room, (address, before) -> {
            FailingRoom members = before == null ? new FailingRoom(timing.nanoTime()) : before;
            FailingRoom.Streak streak = members.failed(member, delivery);
            if (streak.isDue(most, again) && role.get() != Role.OWNER) {
                wait[0] = members.beginActing(timing.nanoTime());
            }
            return members;
        });
        if (wait[0] >= 0) {
            act(room, broadcast.headers().getOrDefault(Message.IN_REPLY_TO, ""), wait[0]);
        }
        // the member may have left meanwhile, and nobody would forget this any more
        engine.room(room).ifPresentOrElse(found -> {
            if (!found.isPresent(member)) {
                keep(room, found);
            }
        }, () -> keep(room, null));
    }

    private void act(SipAddress room, String cause, long wait) {
        FailingRoom members = failing.get(room);
        if (members != null) {
            Unreached step = new Unreached(members, settings);
            engine.change(room, new Cause(UNREACHED, room, cause), step, wait)
                    .whenComplete((answer, failure) -> acted(room, cause, step, answer));
        }
    }

    private void acted(SipAddress room, String cause, Unreached step, Answer answer) {
        boolean done = answer != null && answer.isSuccess();
        long[] wait = {-1};
        failing.computeIfPresent(room, (address, members) -> {
            long now = timing.nanoTime();
            members.endActing(now + gathering);
            if (done) {
                members.reported(step.treated());
                if (engine.room(room).filter(found -> step.due(found).findAny().isPresent()).isPresent()) {
                    wait[0] = members.beginActing(now);
                }
            }
            return members.isEmpty() ? null : members;
        });
        if (done) {
            reported.add(step.reported());
            removed.add(step.removed());
        }
        if (wait[0] >= 0) {
            act(room, cause, wait[0]);
        }
    }

    @Override
    public void changed(SipAddress address, Optional<Room> before, Optional<Room> after, Cause cause) {
        keep(address, after.orElse(null));
    }

    /** Forgets who is not in the room any more, and the room if it is gone (null). */
    private void keep(SipAddress address, Room room) {
        if (failing.isEmpty()) {
            return;
        }
        failing.computeIfPresent(address, (key, members) -> {
            if (room != null) {
                members.keepMembersOf(room);
            }
            return room == null || members.isEmpty() ? null : members;
        });
    }

    @Override
    public Optional<Missed> missed(SipAddress room, SipAddress member) {
        return Optional.ofNullable(failing.get(room)).flatMap(found -> found.streak(member))
                .map(streak -> new Missed(streak.copies(), streak.last(), streak.at()));
    }

    @Override
    public List<Statistic> statistics() {
        return List.of(
                Statistic.gauge("failing_members", "Members whose last copy was not delivered, once for each room",
                        failing.values().stream().mapToLong(FailingRoom::size).sum()),
                Statistic.counter("members_reported", "Members of whom the owner was told that they cannot be reached",
                        reported.sum()),
                Statistic.counter("members_removed", "Members who were removed because they could not be reached",
                        removed.sum()));
    }
}
