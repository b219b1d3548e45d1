package imc.room.moderation.internal;

import imc.api.Member;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.room.Listed;
import imc.api.room.RoomList;
import imc.api.room.RoomListener;
import imc.api.room.Rooms;
import imc.api.store.Change;
import imc.api.text.Language;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what has ended, when it has, and puts out who is banned and in the room all the same, because nobody kept
 * him out while the bundle was away. Ends are times of the wall clock; the way there is waited for by a monotonic one,
 * for a minute at most, and then looked at again: whether the clock was set, or a store could not keep what was done.
 */
@Component(immediate = true)
public final class Schedule implements RoomListener {

    static final int SWEEP_SECONDS = 60;

    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);

    private final Rooms rooms;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor thread;
    private final Set<SipAddress> ending = ConcurrentHashMap.newKeySet();

    @Activate
    public Schedule(@Reference Rooms rooms) {
        this(rooms, InstantSource.system(), new ScheduledThreadPoolExecutor(1,
                task -> new Thread(task, "imc-room-moderation"), new ThreadPoolExecutor.DiscardPolicy()));
    }

    Schedule(Rooms rooms, InstantSource clock, ScheduledThreadPoolExecutor thread) {
        this.rooms = rooms;
        this.clock = clock;
        this.thread = thread;
        thread.execute(() -> sweep(this::end));
        thread.scheduleWithFixedDelay(() -> sweep(this::look), 0, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    void deactivate() {
        thread.shutdownNow();
    }

    @Override
    public void changed(SipAddress address, Optional<Room> before, Optional<Room> after, Cause cause) {
        if (after.isPresent() && (before.isEmpty() || !after.get().properties().equals(before.get().properties()))) {
            look(after.get());
            if (cause.what().equals(Cause.STORE)) {
                end(after.get());
            }
        }
    }

    private void sweep(Consumer<Room> deed) {
        try {
            rooms.rooms().filter(room -> !room.properties().isEmpty()).forEach(deed);
        } catch (RuntimeException e) {
            LOG.error("it could not be looked for bans and mutes that have ended", e);
        }
    }

    /** What is due before the next sweep is done when it is; a little later, since clocks do not go alike. */
    private void look(Room room) {
        Lists.ALL.stream().flatMap(listing -> listing.of(room).stream()).filter(each -> each.end() != 0)
                .map(each -> each.end() * 1000 - clock.millis() + 10).filter(millis -> millis < SWEEP_SECONDS * 1000)
                .min(Long::compare).ifPresent(millis -> thread.schedule(
                        () -> rooms.room(room.address()).ifPresent(this::end), millis, TimeUnit.MILLISECONDS));
    }

    private void end(Room found) {
        if (!ending(found).changes().isEmpty() && ending.add(found.address())) {
            rooms.change(found.address(), Cause.of("moderation", found.address()),
                    call -> call.room().map(this::ending).orElse(Step.done()))
                    .whenComplete((answer, failure) -> ending.remove(found.address()));
        }
    }

    private Step ending(Room room) {
        Instant now = clock.instant();
        Step step = Step.done();
        for (RoomList list : Lists.ALL) {
            step = list.dropping(step, room, each -> each.isOver(now));
        }
        List<Listed> bans = Lists.BANS.inForce(room, now);
        List<Listed> mutes = Lists.MUTES.of(room).stream().filter(mute -> mute.isOver(now)).toList();
        for (Member each : bans.isEmpty() && mutes.isEmpty() ? List.<Member>of() : room.members()) {
            if (mutes.stream().anyMatch(mute -> mute.means(each.address()))) {
                step = step.noticing(each.address(), said(room, "muted.over", each.address()));
            }
            if (!each.role().governs() && bans.stream().anyMatch(ban -> ban.means(each.address()))) {
                step = step.changing(new Change.MemberRemoved(room.address(), each.address()))
                        .noticing(room.present(), said(room, "banned.in", each.address()));
            }
        }
        return step;
    }

    private static String said(Room room, String text, SipAddress user) {
        return Refusal.TEXTS.get(Language.of(room), text, room.label(user));
    }
}
